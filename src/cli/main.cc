// The textkin command.

int main() { return 0; }
