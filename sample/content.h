// What the sample is made of before it is written: buildings, ground, and small things, in local metres.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sample/shape.h"

namespace sample {

struct Name {
    std::string zh;
    std::string en;
};

enum class Use : std::uint8_t {
    residential,
    commercial,
    office,
    industrial,
    public_service,
    school,
    hospital,
    transport,
    urban_village
};
enum class Roof : std::uint8_t { flat, gabled, hipped, pyramidal, skillion };

struct Building {
    Shape shape = {};
    Use use = Use::residential;
    int floors = 1;     ///< from `base` up
    double base = 0;    ///< metres above the ground: 0, or the top of the podium it stands on
    double height = 3;  ///< metres from the ground to the very top, roof included
    Roof roof = Roof::flat;
    double roof_height = 0;
    int year = 2000;
    Name name = {};
    std::uint32_t dispensable = 0;  ///< above 0: may be left out to meet the wanted number, lowest first
    bool replaced_by_hall = false;  ///< the station hall's model stands here
};

/// Named as the district file's ground classes.
enum class Cover : std::uint8_t { block, green, park, farmland, forest, sand, plaza, sports, parking, water };

struct Area {
    Shape shape = {};
    Cover cover = Cover::green;
    Name name = {};
    bool garden = false;  ///< lies on paving, so it is drawn after it
};

enum class RoadClass : std::uint8_t { footpath, service, residential, tertiary, secondary, primary, motorway };

struct Road {
    Path path = {};
    RoadClass road = RoadClass::residential;
    double width = 6;
    Name name = {};
};

enum class Tree : std::uint8_t { broadleaf, palm, conifer };

struct Plant {
    Vec2d at;
    Tree tree = Tree::broadleaf;
    float scale = 1;
    float heading = 0;  ///< degrees clockwise from north
};

/// A lamp or a camera pole; heading is where its arm points.
struct Pole {
    Vec2d at;
    float heading = 0;
};

enum class PlaceKind : std::uint8_t { district, subdistrict, community, landmark, station, water, point };

struct Place {
    Vec2d at;
    PlaceKind kind = PlaceKind::landmark;
    double rank = 0;
    Name name = {};
};

struct Boundary {
    Shape shape = {};
    PlaceKind kind = PlaceKind::subdistrict;
    Name name = {};
    std::string code = {};  ///< administrative: 6, 9 or 12 digits
};

/// One model placed by itself.
struct Model {
    std::string file;
    Vec2d at;
    double heading = 0;
    double height = 0;
};

struct Content {
    std::vector<Building> buildings;
    std::vector<Area> areas;
    std::vector<Road> roads;
    std::vector<Path> rails;
    std::vector<Plant> plants;
    std::vector<Pole> lamps;
    std::vector<Pole> camera_poles;
    std::vector<Place> places;
    std::vector<Boundary> boundaries;
    std::vector<Boundary> communities;
    std::vector<Model> models;
};

double default_width(RoadClass road);

}  // namespace sample
