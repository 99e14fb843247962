"""How is a draft of each kind drawn? What comes out is only proposed; `accepting` decides."""
