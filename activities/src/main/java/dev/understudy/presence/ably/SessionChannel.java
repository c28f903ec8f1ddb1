package dev.understudy.presence.ably;

import com.google.gson.JsonParser;
import dev.understudy.Internal;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.Member;
import dev.understudy.presence.Publication;
import dev.understudy.presence.Roster;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.realtime.ChannelStateListener.ChannelStateChange;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * The channel of one session, attached for as long as an agent of this worker attends it, or somebody
 * says something there. Confined to the loop of its {@link AblyConnections}.
 */
@Internal
public final class SessionChannel {
  /** An agent of this worker in this session. Called on the loop. */
  public interface Attendee {
    /** Who is there, or what tasks want shown, has become known or has changed. */
    void onView();

    /** Who is there is unknown until it is in view again: the connection is gone, or is syncing. */
    void onLostView();

    /**
     * The connection is lost, and may come back.
     *
     * @param isForLong whether it has been lost for so long that others should take over what needs it
     */
    default void onConnectionLost(boolean isForLong) {}

    /** The channel is lost for good: Ably refuses it, or the connection has failed. */
    void onLoss(ErrorInfo reason);
  }

  /** Ably's code for a connection that has failed. */
  private static final ErrorInfo NOT_USABLE =
      new ErrorInfo("the connection has failed", 400, 80000);

  private final SessionName name;
  private final AblyConnection connection;
  private final Executor loop;
  private final Consumer<SessionChannel> forget;
  private final Requests requests;
  private final Channel channel;
  private final PresenceFeed feed;
  private final Attachment attachment;
  private final List<Attendee> attendees = new ArrayList<>();
  private final ChannelView view =
      new ChannelView(() -> tell(Attendee::onView), () -> tell(Attendee::onLostView));
  private boolean isDetaching;
  private boolean isReleased;

  /** What those who have not joined wait for: a turn each, or Ably's answer. */
  private int uses;

  SessionChannel(
      SessionName name,
      AblyConnection connection,
      Executor loop,
      ExecutorService background,
      Consumer<SessionChannel> forget) {
    this.name = name;
    this.connection = connection;
    this.loop = loop;
    this.forget = forget;
    this.requests = new Requests(loop, connection);
    try {
      this.channel = connection.channel(name.value());
      this.feed = connection.feed(channel, loop, background, view);
      this.attachment = new Attachment(channel, feed, loop, this::isAttachWanted, this::onLoss);
      subscribe();
    } catch (AblyException impossible) {
      throw new AssertionError("ably-java refuses channel " + name, impossible);
    }
  }

  /** The feed first: who is there is unknown before a channel is lost for good, or attached again. */
  private void subscribe() throws AblyException {
    feed.start();
    Reentry.leaveToOthers(channel);
    channel.on(change -> whileOpen(() -> onState(change)));
    channel.subscribe(StatusMessage.NAME, message -> whileOpen(() -> view.onMessage(message)));
  }

  private void whileOpen(Runnable news) {
    loop.execute(() -> {
      if (!isReleased) {
        news.run();
      }
    });
  }

  public SessionName name() {
    return name;
  }

  boolean isOver(AblyConnection other) {
    return connection == other;
  }

  AblyConnection connection() {
    return connection;
  }

  /** Whether somebody may still join: its connection lives and Ably has not refused it for good. */
  boolean isUsable() {
    boolean isFailed = channel.state == ChannelState.failed
        && (attendees.isEmpty() || Attachment.isRefusedForGood(channel));
    return !isReleased && connection.isUsable() && !isFailed;
  }

  /** Whether nothing can be said there now, because its connection is not there. */
  boolean isAway() {
    return connection.isAway();
  }

  /** Whether {@link #roster} is what Ably has, as far as anybody can know. */
  public boolean isInView() {
    return view.isClear();
  }

  public Roster roster() {
    return view.roster();
  }

  /** Why people are not seen, though they may be there, as it concerns no agent of this worker; empty if they are. */
  public Optional<String> blindness() {
    return view.blindness();
  }

  /** The newest that {@code task} wants its agent to show, as far as the channel still holds it. */
  public Optional<Status> status(AgentName agent, String task) {
    return view.status(agent, task);
  }

  /** What this worker's own member of {@code agent} shows, if it is there. */
  public Optional<AgentPresence> own(AgentName agent) {
    return Optional.ofNullable(connection.id())
        .flatMap(id -> roster().member(new Member.Key(agent.value(), id)))
        .flatMap(Member::agent);
  }

  public void join(Attendee attendee) {
    attendees.add(attendee);
    if (isInView()) {
      attendee.onView();
    } else if (!isDetaching) {
      attachment.attach();
    }
  }

  private boolean isAttachWanted() {
    return !attendees.isEmpty() && !isDetaching && !isReleased;
  }

  void onConnected() {
    attachment.onConnected();
  }

  void onConnectionLost(boolean isForLong) {
    tell(attendee -> attendee.onConnectionLost(isForLong));
  }

  public void part(Attendee attendee) {
    attendees.remove(attendee);
    releaseIfUnused();
  }

  /** Enters, or changes the data of the member that has entered. */
  public void show(AgentName agent, AgentPresence data, Consumer<Optional<ErrorInfo>> answer) {
    requests.sendAhead(
        listener -> channel.presence.enterClient(
            agent.value(), JsonParser.parseString(data.toJson()), listener),
        answer);
  }

  public void leave(AgentName agent, AgentPresence data, Consumer<Optional<ErrorInfo>> answer) {
    requests.sendAhead(
        listener -> channel.presence.leaveClient(
            agent.value(), JsonParser.parseString(data.toJson()), listener),
        answer);
  }

  /** Asks Ably for a sign of life; the answer comes on the loop, after all that Ably said before it. */
  public void ping(Consumer<Boolean> answer) {
    var unused = connection
        .ping(loop)
        .whenComplete((alive, failure) -> loop.execute(() -> answer.accept(failure == null)));
  }

  /** Does something, without joining, when {@code agent} may send a message. */
  public void atTurn(AgentName agent, Runnable action) {
    atTurn(agent, action, new CompletableFuture<>());
  }

  /** Does something when {@code agent} may send a message, unless {@code isOff} is completed by then. */
  public void atTurn(AgentName agent, Runnable action, CompletableFuture<?> isOff) {
    SendQueue.Speaker speaker = new SendQueue.Speaker(name, agent);
    Runnable turn = () -> {
      try {
        action.run();
      } finally {
        used();
      }
    };
    uses++;
    connection.turns().await(speaker, turn);
    CompletableFuture<?> unused =
        isOff.whenCompleteAsync((done, failure) -> withdraw(speaker, turn), loop);
  }

  private void withdraw(SendQueue.Speaker speaker, Runnable turn) {
    if (connection.turns().withdraw(speaker, turn)) {
      used();
    }
  }

  private void used() {
    uses--;
    releaseIfUnused();
  }

  /** Publishes without joining: what {@code agent} says in its turn. */
  public void publish(
      AgentName agent, Publication publication, Consumer<Optional<ErrorInfo>> answer) {
    Message message = Messages.of(agent, publication);
    uses++;
    requests.send(listener -> channel.publish(message, listener), error -> {
      used();
      answer.accept(error);
    });
  }

  private void onState(ChannelStateChange change) {
    if (change.current == ChannelState.detached) {
      onDetached();
    } else if (change.reason != null && change.reason.code == Reentry.FAILED) {
      lookAnew("ably-java could not enter a member anew");
    } else {
      attachment.onState(change);
    }
  }

  /** Whether what is known is still so has to be seen. */
  void lookAnew(String why) {
    feed.loseView(why);
    if (isAttachWanted() && channel.state == ChannelState.attached) {
      feed.seek();
    }
  }

  /** It is not {@linkplain #isUsable usable} any more, and need not hear that from Ably first. */
  void lose() {
    if (!isReleased) {
      onLoss(channel.reason == null ? NOT_USABLE : channel.reason);
    }
  }

  private void onLoss(ErrorInfo reason) {
    feed.loseView("the channel is lost");
    release();
    tell(attendee -> attendee.onLoss(reason));
  }

  private void tell(Consumer<Attendee> news) {
    List.copyOf(attendees).forEach(news);
  }

  private boolean isUnused() {
    return attendees.isEmpty() && uses == 0;
  }

  // A channel is forgotten only when Ably has confirmed the detach: an answer that came later would
  // hit the next channel of the same name.
  private void releaseIfUnused() {
    if (isUnused() && !isDetaching && !isReleased) {
      isDetaching = true;
      feed.loseView("nobody uses the channel");
      requests.send(channel::detach, error -> onDetached());
    }
  }

  /** Told twice, by the channel's state and by the answer to the request; the first counts. */
  private void onDetached() {
    if (isDetaching) {
      isDetaching = false;
      if (isUnused()) {
        release();
      } else if (!attendees.isEmpty()) {
        attachment.attach();
      }
    }
  }

  private void release() {
    if (!isReleased) {
      isReleased = true;
      feed.stop();
      connection.release(name.value());
      forget.accept(this);
    }
  }
}
