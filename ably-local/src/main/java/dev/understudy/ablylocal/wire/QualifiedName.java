package dev.understudy.ablylocal.wire;

import dev.understudy.ablylocal.Internal;
import dev.understudy.ablylocal.filter.FilterParser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A channel as a client names it: with parameters in front if its library knows no others, {@code
 * [?rewind=1]name} (ably.com/docs/channels/options), or with a filter, {@code [filter=…]name}, as
 * ably-js's {@code getDerived} makes it; or with both. Other metadata before parameters, {@code
 * [some?rewind=1]name}, means nothing here. That client is answered by the whole name, though the
 * channel is everybody's.
 *
 * @param channel the name without its qualifier; the whole text if it has none of these kinds
 * @param filter an expression, see {@link FilterParser}
 */
@Internal
public record QualifiedName(String channel, Map<String, String> params, Optional<String> filter) {
  /** Metadata before parameters, unless it is of a kind that has a meaning. */
  private static final String OTHER = "(?!filter=|meta\\?)[^\\]?]+(?=\\?)";

  private static final Pattern SHAPE = Pattern.compile(
      "\\[(?:filter=([^\\]?]+)|" + OTHER + ")?(?:\\?([^\\]]*))?](.*)", Pattern.DOTALL);

  public static QualifiedName parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches() || (matcher.group(1) == null && matcher.group(2) == null)) {
      return new QualifiedName(text, Map.of(), Optional.empty());
    }
    return new QualifiedName(
        matcher.group(3),
        Optional.ofNullable(matcher.group(2)).map(QualifiedName::params).orElse(Map.of()),
        Optional.ofNullable(matcher.group(1)).map(QualifiedName::base64));
  }

  /** What a capability must permit something on: a filter is a qualifier there, parameters are none. */
  public String resource() {
    return filter.isPresent() ? "[filter]" + channel : channel;
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

  /** What it encodes; the empty text, which is no filter, if that is nothing. */
  private static String base64(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
