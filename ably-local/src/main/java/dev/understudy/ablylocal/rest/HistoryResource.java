package dev.understudy.ablylocal.rest;

import dev.understudy.ablylocal.auth.Operation;
import dev.understudy.ablylocal.channel.Channel;
import dev.understudy.ablylocal.past.History;
import dev.understudy.ablylocal.past.HistoryQuery;
import dev.understudy.ablylocal.time.Timers;
import dev.understudy.ablylocal.wire.ErrorInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tells what happened on a channel: its messages (RSL2), its changes of presence (RSP4). */
final class HistoryResource {
  private final Timers timers;

  HistoryResource(Timers timers) {
    this.timers = timers;
  }

  RestReply messages(RestCall call) {
    return answer(call, Channel::messageHistory);
  }

  RestReply presence(RestCall call) {
    return answer(call, Channel::presenceHistory);
  }

  private RestReply answer(RestCall call, Function<Channel, History> kind) {
    Optional<Channel> channel = call.channels().find(call.channel());
    return call.refuse(Operation.HISTORY)
        .or(() -> HistoryParams.refuse(call.target()))
        .or(() -> refusePosition(call.target(), channel))
        .map(RestReply::refused)
        .orElseGet(() -> channel
            .map(found -> page(kind.apply(found), HistoryParams.queryOf(call.target())))
            .orElseGet(() -> new Page(List.of(), Optional.empty()))
            .answer(call.target()));
  }

  private Page page(History history, HistoryQuery query) {
    return Page.of(
        history.find(query, timers.now()),
        query.limit(),
        History.Entry::message,
        entry -> Cursor.of(entry.number()));
  }

  private static Optional<ErrorInfo> refusePosition(RestTarget target, Optional<Channel> channel) {
    return HistoryParams.untilSerial(target)
        .filter(
            serial -> channel.filter(found -> found.serials().covers(serial)).isEmpty())
        .map(serial -> ErrorInfo.invalidParameter("from_serial", "is no position of this channel"));
  }
}
