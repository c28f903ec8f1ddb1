package dev.understudy.samples.chaos;

/**
 * Something that is done to a worker, or to a server.
 *
 * @param atMillis since the beginning; later if no other worker could be spared then
 * @param slot of which worker; the next that is well if that one is not. Of a server, it means nothing
 * @param lastingMillis how long; 0 if it is not a thing that lasts
 */
record Injection(long atMillis, Kind kind, int slot, long lastingMillis) {}
