package dev.understudy.ablylocal.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The links of a page: the request for it again, with another cursor. Credentials that stood in the
 * URL are left out.
 */
final class PageLinks {
  private static final List<String> KEPT = List.of(
      "start",
      "end",
      "direction",
      "limit",
      "from_serial",
      "fromSerial",
      "clientId",
      "connectionId");

  private PageLinks() {}

  static List<String> of(RestTarget target, Optional<Cursor> next) {
    List<String> links = new ArrayList<>();
    links.add(link(target, "first", Optional.empty()));
    links.add(link(target, "current", target.param(PageSize.CURSOR)));
    next.ifPresent(cursor -> links.add(link(target, "next", Optional.of(cursor.text()))));
    return links;
  }

  private static String link(RestTarget target, String rel, Optional<String> cursor) {
    Map<String, String> params = new TreeMap<>();
    KEPT.forEach(name -> target.param(name).ifPresent(value -> params.put(name, value)));
    params.put(PageSize.LIMIT, String.valueOf(PageSize.requestedBy(target)));
    cursor.ifPresent(text -> params.put(PageSize.CURSOR, text));
    String resource = target.path().get(target.path().size() - 1);
    return "<./%s?%s>; rel=\"%s\"".formatted(resource, text(params), rel);
  }

  private static String text(Map<String, String> params) {
    return params.entrySet().stream()
        .map(param -> param.getKey() + "=" + encode(param.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
