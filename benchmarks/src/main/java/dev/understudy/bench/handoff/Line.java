package dev.understudy.bench.handoff;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.ablylocal.AblyLocal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** The line between one worker and Ably, which can be cut, by resets or in silence. Thread-safe. */
final class Line implements AutoCloseable {
  private final AblyLocal ably;
  private final ServerSocket server;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final List<Socket> sockets = new ArrayList<>();

  @GuardedBy("lock")
  private State state = State.OPEN;

  /** Whether anything passes. */
  private enum State {
    OPEN,
    RESETTING,
    SILENT
  }

  /** How it is cut. */
  enum Cut {
    BY_RESETS(State.RESETTING),
    IN_SILENCE(State.SILENT);

    private final State state;

    Cut(State state) {
      this.state = state;
    }
  }

  Line(AblyLocal ably) throws IOException {
    this.ably = ably;
    this.server = new ServerSocket(0, 50, InetAddress.getByName(ably.host()));
    inBackground(this::accept);
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "line");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ably's, at this end. */
  int port() {
    return server.getLocalPort();
  }

  /** Whoever is connected is reset, and whoever connects; or nothing passes, and nobody is told. */
  void cut(Cut how) {
    synchronized (lock) {
      state = how.state;
      if (state == State.RESETTING) {
        sockets.forEach(Line::reset);
        sockets.clear();
      }
    }
  }

  /** What was on its way in silence arrives now. */
  void mend() {
    synchronized (lock) {
      state = State.OPEN;
      lock.notifyAll();
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException gone) {
      // It is what was wanted.
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (isKept(client)) {
          inBackground(() -> connect(client));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private boolean isKept(Socket socket) {
    synchronized (lock) {
      if (state == State.RESETTING) {
        reset(socket);
        return false;
      }
      return sockets.add(socket);
    }
  }

  private void connect(Socket client) {
    try {
      awaitSound();
      Socket upstream = new Socket(ably.host(), ably.port());
      if (isKept(upstream)) {
        inBackground(() -> pass(upstream, client));
        pass(client, upstream);
      }
    } catch (IOException | InterruptedException lost) {
      reset(client);
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] some = new byte[8192];
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        awaitSound();
        out.write(some, 0, count);
      }
      awaitSound();
    } catch (IOException | InterruptedException lost) {
      // The other end hears of it by the closed socket.
    }
  }

  private void awaitSound() throws InterruptedException {
    synchronized (lock) {
      while (state == State.SILENT) {
        lock.wait();
      }
    }
  }

  @Override
  public void close() {
    cut(Cut.BY_RESETS);
    mend();
    try {
      server.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
