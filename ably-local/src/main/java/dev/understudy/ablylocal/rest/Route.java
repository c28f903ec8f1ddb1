package dev.understudy.ablylocal.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One resource: what it is asked by, and how it answers.
 *
 * @param pattern segments of a path; {@code *} is any one, {@code **} at the end any number
 */
record Route(String method, List<String> pattern, Handler handler) {
  private static final String ANY = "*";
  private static final String REST = "**";

  /** Answers what its route leads to it. */
  interface Handler {
    /**
     * Answers a request.
     *
     * @param names what stood in the places that the path leaves open
     */
    RestReply answer(RestRequest request, List<String> names);
  }

  /** Reads {@code "GET channels/*"}; the method {@code *} is any, too. */
  static Route of(String text, Handler handler) {
    int space = text.indexOf(' ');
    return new Route(
        text.substring(0, space), List.of(text.substring(space + 1).split("/", -1)), handler);
  }

  /** What stands in the open places, if {@code target} is for this. */
  Optional<List<String>> match(RestTarget target) {
    boolean open = pattern.get(pattern.size() - 1).equals(REST);
    int fixed = open ? pattern.size() - 1 : pattern.size();
    int size = target.path().size();
    boolean fits = open ? size >= fixed : size == fixed;
    return fits && (method.equals(ANY) || method.equals(target.method()))
        ? names(target.path(), fixed)
        : Optional.empty();
  }

  private Optional<List<String>> names(List<String> path, int fixed) {
    List<String> names = new ArrayList<>();
    for (int at = 0; at < fixed; at++) {
      if (pattern.get(at).equals(ANY)) {
        names.add(path.get(at));
      } else if (!pattern.get(at).equals(path.get(at))) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }
}
