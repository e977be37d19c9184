"""One file per kind of authority; `stamp.registry` names them."""
