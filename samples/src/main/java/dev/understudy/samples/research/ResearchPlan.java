package dev.understudy.samples.research;

import dev.understudy.samples.demo.Kills;
import java.util.List;

/**
 * What is to be shown.
 *
 * @param question to be answered
 * @param agents who will be seen, the lead first
 * @param kills how many workers die at it, at least one: that which drafts
 */
record ResearchPlan(String question, List<String> agents, Kills kills) {}
