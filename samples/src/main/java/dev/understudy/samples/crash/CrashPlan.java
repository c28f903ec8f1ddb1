package dev.understudy.samples.crash;

import dev.understudy.samples.stage.Setting;

/**
 * What is to be shown.
 *
 * @param kills how many workers die
 */
record CrashPlan(int kills, Setting setting) {}
