package dev.understudy.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.presence.ably.AblySettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** The line between one worker and Ably, which can be cut: by resets, or in silence. Thread-safe. */
final class AblyLine implements AutoCloseable {
  private enum State {
    OPEN,
    CUT,
    SILENT
  }

  private final AblyLocal ably;
  private final ServerSocket server;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final List<Socket> sockets = new ArrayList<>();

  @GuardedBy("lock")
  private State state = State.OPEN;

  AblyLine(AblyLocal ably) {
    this.ably = ably;
    try {
      server = new ServerSocket(0, 50, InetAddress.getByName(ably.host()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    inBackground(this::accept);
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "ably-line");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ably at the other end. */
  AblySettings settings() {
    return AblySettings.local(ably.key(), ably.host(), server.getLocalPort());
  }

  /** Resets what is connected, and whatever connects from now on. */
  void cut() {
    synchronized (lock) {
      become(State.CUT);
      sockets.forEach(AblyLine::reset);
      sockets.clear();
    }
  }

  /** Nothing passes from now on, and nobody is told. What is on its way arrives later. */
  void silence() {
    synchronized (lock) {
      become(State.SILENT);
    }
  }

  void mend() {
    synchronized (lock) {
      become(State.OPEN);
    }
  }

  @GuardedBy("lock")
  private void become(State next) {
    state = next;
    lock.notifyAll();
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
      if (state == State.CUT) {
        reset(socket);
        return false;
      }
      sockets.add(socket);
      return true;
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
    cut();
    try {
      server.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
