"""Who does work that falls into many equal parts: this process, several, or a cluster."""
