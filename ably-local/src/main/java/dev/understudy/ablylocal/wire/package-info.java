/**
 * What travels between clients and the server: bytes become trees and frames and back, names of
 * channels are read, and what is refused has an error. Frames that went by are remembered in a log,
 * which users may read; what they read it by is public API, and the rest is not.
 */
@NullMarked
package dev.understudy.ablylocal.wire;

import org.jspecify.annotations.NullMarked;
