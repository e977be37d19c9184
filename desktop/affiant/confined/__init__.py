"""Limited child processes: the only place where foreign bytes are parsed."""
