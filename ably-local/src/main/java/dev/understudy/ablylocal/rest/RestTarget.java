package dev.understudy.ablylocal.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request is for.
 *
 * @param path its segments, each decoded: the name of a channel may have a slash in it
 */
public record RestTarget(String method, List<String> path, Map<String, String> query) {
  public RestTarget {
    path = List.copyOf(path);
    query = Map.copyOf(query);
  }

  /**
   * Reads a target.
   *
   * @throws IllegalArgumentException if {@code rawPath} is badly encoded
   */
  public static RestTarget of(String method, String rawPath, Map<String, String> query) {
    String relative = rawPath.startsWith("/") ? rawPath.substring(1) : rawPath;
    List<String> path =
        Arrays.stream(relative.split("/", -1)).map(RestTarget::decode).toList();
    return new RestTarget(method, path, query);
  }

  Optional<String> param(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  /** Without the query, for that may have a key in it. */
  @Override
  public String toString() {
    return method + " /" + String.join("/", path);
  }

  /** Unlike in a query, a plus is a plus. */
  private static String decode(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
