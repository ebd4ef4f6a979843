// borough-models: reads one model and ends. The program itself can do this too, but takes ten times as long to start,
// because it links everything.
#include "assets/model.h"

int main() { return assets::load_model_child(); }
