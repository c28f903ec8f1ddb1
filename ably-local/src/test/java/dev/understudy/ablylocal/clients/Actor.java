package dev.understudy.ablylocal.clients;

import java.util.List;

/** An unmodified client of Ably's, of whichever library. */
public interface Actor extends AutoCloseable {
  void enter(String channel, String clientId, String data) throws Exception;

  void update(String channel, String clientId, String data) throws Exception;

  void leave(String channel, String clientId) throws Exception;

  /** Ably's code when it may not enter. */
  int refusedEnter(String channel, String clientId) throws Exception;

  /** Ably's code when it may not attach. */
  int refusedAttach(String channel) throws Exception;

  /** Tells {@link #seen} of presence from now on. */
  void watch(String channel) throws Exception;

  /** The presence events so far, each like {@code "enter ada x"}. */
  List<String> seen();

  /** Who is there once synced, each like {@code "present ada x"}. */
  List<String> members(String channel) throws Exception;

  /** The id of its connection, which it waits for. */
  String connectionId() throws Exception;

  /** Is gone without a word. */
  void vanish();

  /** Says CLOSE. */
  void quit() throws Exception;

  @Override
  void close();
}
