package dev.understudy.ablylocal.rest;

import dev.understudy.ablylocal.auth.Operation;
import dev.understudy.ablylocal.presence.Member;
import dev.understudy.ablylocal.presence.PresenceAction;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tells who is present on a channel (RSP3). Pages are in the order of the members' keys, so that a
 * member who comes or goes between two of them neither hides another nor shows it twice.
 */
final class PresenceResource {
  RestReply members(RestCall call) {
    RestTarget target = call.target();
    return call.refuse(Operation.SUBSCRIBE)
        .or(() -> PageSize.refuse(target))
        .map(RestReply::refused)
        .orElseGet(() -> page(call.channels().membersOf(call.channel()), target).answer(target));
  }

  private static Page page(List<Member> members, RestTarget target) {
    int limit = PageSize.requestedBy(target);
    Optional<String> last = PageSize.cursor(target).map(Cursor::last);
    List<Member> found = members.stream()
        .filter(member -> isOr(target.param("clientId"), member.key().clientId()))
        .filter(member -> isOr(target.param("connectionId"), member.key().connectionId()))
        .filter(member -> last.filter(key -> order(member).compareTo(key) <= 0).isEmpty())
        .sorted(Comparator.comparing(PresenceResource::order))
        .limit(limit + 1L)
        .toList();
    return Page.of(
        found,
        limit,
        member -> member.tree(PresenceAction.PRESENT),
        member -> new Cursor(order(member)));
  }

  private static boolean isOr(Optional<String> wanted, String value) {
    return wanted.filter(text -> !text.equals(value)).isEmpty();
  }

  private static String order(Member member) {
    return member.key().connectionId() + ":" + member.key().clientId();
  }
}
