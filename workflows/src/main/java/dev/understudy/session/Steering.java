package dev.understudy.session;

/**
 * What a person tells an agent at work.
 *
 * @param by who
 * @param text for the agent
 */
public record Steering(String by, String text) {}
