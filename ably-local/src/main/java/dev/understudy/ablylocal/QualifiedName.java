package dev.understudy.ablylocal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A channel as a client names it, with parameters in front if its library knows no others: {@code [?rewind=1]name}
 * (ably.com/docs/channels/options). That client is answered by the whole name, though the channel is everybody's.
 *
 * @param channel the name without its qualifier; the whole text if it has none of this kind
 */
record QualifiedName(String channel, Map<String, String> params) {
  private static final Pattern SHAPE = Pattern.compile("\\[\\?([^\\]]*)\\](.*)", Pattern.DOTALL);

  static QualifiedName parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    return matcher.matches()
        ? new QualifiedName(matcher.group(2), params(matcher.group(1)))
        : new QualifiedName(text, Map.of());
  }

  private static Map<String, String> params(String query) {
    Map<String, String> params = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        params.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return params;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // A percent sign that is only that.
    }
  }
}
