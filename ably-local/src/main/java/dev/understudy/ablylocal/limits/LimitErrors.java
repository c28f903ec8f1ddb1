package dev.understudy.ablylocal.limits;

import dev.understudy.ablylocal.Internal;
import dev.understudy.ablylocal.wire.ErrorInfo;

/** Refusals of what is too much: too large, too many, too fast. */
@Internal
public final class LimitErrors {
  private LimitErrors() {}

  public static ErrorInfo tooLarge(long bytes, int limit) {
    return new ErrorInfo(
        40009,
        400,
        "Maximum message length exceeded (was %d bytes; limit is %d bytes)"
            .formatted(bytes, limit));
  }

  public static ErrorInfo tooManyChannelsInAll(int limit) {
    return new ErrorInfo(
        40114, 403, "account restricted (channel limits exceeded; limit is %d)".formatted(limit));
  }

  static ErrorInfo connectionRateExceeded(int perSecond) {
    return new ErrorInfo(42911, 429, rateExceeded("connection.inboundRate", perSecond));
  }

  public static ErrorInfo channelRateExceeded(int perSecond) {
    return new ErrorInfo(42913, 429, rateExceeded("channel.maxRate", perSecond));
  }

  public static ErrorInfo bandwidthExceeded(int bytesPerSecond) {
    return new ErrorInfo(42914, 429, rateExceeded("channel.maxBandwidth", bytesPerSecond));
  }

  public static ErrorInfo newConnectionRateExceeded(int perSecond) {
    return new ErrorInfo(
        80021,
        429,
        "Maximum account-wide instantaneous connections rate exceeded; permitted rate = "
            + perSecond + "; metric = connections.maxRate");
  }

  static ErrorInfo connectionRateAbused(int perSecond) {
    return new ErrorInfo(
        42921,
        429,
        "Connection terminated; per-connection publish Rate limit exceeded; metric ="
            + " connection.inboundRate; permitted rate = "
            + perSecond);
  }

  static ErrorInfo protocolMessagesAbused(int perSecond) {
    return new ErrorInfo(
        42924,
        429,
        "Connection terminated for abuse (inbound protocol message rate exceeded %d/s)"
            .formatted(perSecond));
  }

  public static ErrorInfo tooManyChannels(int limit) {
    return new ErrorInfo(
        90010,
        400,
        "Maximum number of channels per connection exceeded (limit is %d)".formatted(limit));
  }

  /** Refuses a batch request for more channels than {@code limit}. */
  public static ErrorInfo tooManyChannelsAtOnce(int limit) {
    return new ErrorInfo(
        90010,
        400,
        "Max number of channels permitted in a single request (%d) exceeded".formatted(limit));
  }

  public static ErrorInfo tooManyMembers(int limit) {
    return new ErrorInfo(
        91003,
        400,
        "Unable to enter presence channel (maximum member limit exceeded; limit is %d)"
            .formatted(limit));
  }

  private static String rateExceeded(String metric, int perSecond) {
    return "Rate limit exceeded; request rejected (nonfatal); metric = %s; permitted rate = %d"
        .formatted(metric, perSecond);
  }
}
