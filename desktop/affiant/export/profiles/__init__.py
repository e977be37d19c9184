"""One file per profile; `export.registry` names them."""
