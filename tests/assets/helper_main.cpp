// The program that load_model starts in the tests.
#include "assets/model.h"

int main() { return assets::load_model_child(); }
