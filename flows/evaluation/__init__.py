"""How good the findings are: judged passages, tables, pictures, error lists and the gate of pinned floors."""
