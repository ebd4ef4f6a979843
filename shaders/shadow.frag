#version 460
// Depth only.
void main() {}
