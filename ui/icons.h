// Icons by what they mean here. Code points of Material Icons (package fonts-material-design-icons-iconfont), which
// share the private use area with nothing else; where the font is missing, words stand instead.
#pragma once

namespace ui::icon {

inline constexpr char const* kAcknowledge = "\uE5CA";
inline constexpr char const* kAdd = "\uE145";
inline constexpr char const* kArea = "\uE574";
inline constexpr char const* kBookmark = "\uE866";
inline constexpr char const* kBuilding = "\uEA40";
inline constexpr char const* kCamera = "\uE04B";
inline constexpr char const* kCameraOff = "\uE04C";
inline constexpr char const* kCases = "\uE85D";
inline constexpr char const* kClose = "\uE5CD";
inline constexpr char const* kCompare = "\uE3B9";
inline constexpr char const* kDark = "\uE3A7";
inline constexpr char const* kDelete = "\uE872";
inline constexpr char const* kDevice = "\uE51E";
inline constexpr char const* kDistance = "\uE41C";
inline constexpr char const* kDown = "\uE5CF";
inline constexpr char const* kDrag = "\uE945";
inline constexpr char const* kDrone = "\uE539";
inline constexpr char const* kEvent = "\uE7F4";
inline constexpr char const* kEye = "\uE8F4";
inline constexpr char const* kEyeOff = "\uE8F5";
inline constexpr char const* kFeeds = "\uE0E5";
inline constexpr char const* kFirst = "\uE5DC";
inline constexpr char const* kFit = "\uE55C";
inline constexpr char const* kHeight = "\uEA16";
inline constexpr char const* kHelp = "\uE8FD";
inline constexpr char const* kHotline = "\uE0CD";
inline constexpr char const* kInfo = "\uE88E";
inline constexpr char const* kLasso = "\uE155";
inline constexpr char const* kLayers = "\uE53B";
inline constexpr char const* kLeft = "\uE5CB";
inline constexpr char const* kLight = "\uE430";
inline constexpr char const* kLive = "\uE061";
inline constexpr char const* kLog = "\uE0EE";
inline constexpr char const* kLoop = "\uE040";
inline constexpr char const* kMap = "\uE55B";
inline constexpr char const* kNext = "\uE044";
inline constexpr char const* kNorth = "\uE87A";
inline constexpr char const* kPause = "\uE034";
inline constexpr char const* kPeople = "\uE7FB";
inline constexpr char const* kPick = "\uE55F";
inline constexpr char const* kPlace = "\uE0C8";
inline constexpr char const* kPlay = "\uE037";
inline constexpr char const* kPrint = "\uE8AD";
inline constexpr char const* kPrevious = "\uE045";
inline constexpr char const* kProfile = "\uE6E1";
inline constexpr char const* kProjects = "\uEA3C";
inline constexpr char const* kRadius = "\uE836";
inline constexpr char const* kRectangle = "\uE3C2";
inline constexpr char const* kRedo = "\uE15A";
inline constexpr char const* kRemove = "\uE15B";
inline constexpr char const* kRight = "\uE5CC";
inline constexpr char const* kScreenshot = "\uE412";
inline constexpr char const* kSearch = "\uE8B6";
inline constexpr char const* kSection = "\uE949";
inline constexpr char const* kSettings = "\uE8B8";
inline constexpr char const* kSite = "\uE7F1";
inline constexpr char const* kTable = "\uE265";
inline constexpr char const* kTimeline = "\uE922";
inline constexpr char const* kTools = "\uE869";
inline constexpr char const* kTrend = "\uE8E5";
inline constexpr char const* kUndo = "\uE166";
inline constexpr char const* kUp = "\uE5CE";
inline constexpr char const* kWall = "\uE333";
inline constexpr char const* kWarning = "\uE002";
inline constexpr char const* kZoomIn = "\uE8FF";
inline constexpr char const* kZoomOut = "\uE900";

}  // namespace ui::icon
