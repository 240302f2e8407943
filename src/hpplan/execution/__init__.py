"""Work that falls into many equal parts, done by this process, several, or a cluster."""
