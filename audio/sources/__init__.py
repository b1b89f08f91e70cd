"""Where sound comes from. Every source gives Blocks; the rest of CallCue cannot tell them apart."""
