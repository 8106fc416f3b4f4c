// The room's first tests replace this file.
