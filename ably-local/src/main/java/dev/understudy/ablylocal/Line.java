package dev.understudy.ablylocal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A TCP line between clients and a server, whichever it is, that can be cut: by resets, or in silence. What {@link
 * Faults} do is done by the server to clients that it knows; this is the network of those who are told its port.
 *
 * <p>Thread-safe; it owns its threads, which end when it is closed.
 */
public final class Line implements AutoCloseable {
  private enum State {
    OPEN,
    RESETTING,
    SILENT
  }

  private final String host;
  private final int port;
  private final ServerSocket server;
  private final Object lock = new Object();

  /** Guarded by {@code lock}. */
  private final Set<Socket> sockets = new LinkedHashSet<>();

  /** Guarded by {@code lock}, which is notified of each change. */
  private State state = State.OPEN;

  /** An open line to that server, on a port of its own of this machine's loopback interface. */
  public Line(String host, int port) {
    this.host = host;
    this.port = port;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    inBackground(this::accept);
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "understudy-line");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where clients find their end of it, on the loopback interface. */
  public int port() {
    return server.getLocalPort();
  }

  /** Resets what is connected, and whatever connects from now on. */
  public void reset() {
    synchronized (lock) {
      become(State.RESETTING);
      sockets.forEach(Line::reset);
      sockets.clear();
    }
  }

  /** Nothing passes from now on, and nobody is told. What is on its way arrives later. */
  public void silence() {
    synchronized (lock) {
      become(State.SILENT);
    }
  }

  /** Lets everything pass again; what was on its way in silence arrives now. */
  public void mend() {
    synchronized (lock) {
      become(State.OPEN);
    }
  }

  /** For who has the lock. */
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
      Socket upstream = new Socket(host, port);
      upstream.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
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
      byte[] some = new byte[16_384];
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        awaitSound();
        out.write(some, 0, count);
      }
      awaitSound();
    } catch (IOException | InterruptedException lost) {
      // The other end hears of it by the closed socket.
    } finally {
      forget(from, to);
    }
  }

  private void forget(Socket... gone) {
    synchronized (lock) {
      for (Socket socket : gone) {
        sockets.remove(socket);
      }
    }
  }

  private void awaitSound() throws InterruptedException {
    synchronized (lock) {
      while (state == State.SILENT) {
        lock.wait();
      }
    }
  }

  /** Resets what is connected; nobody can connect any more. */
  @Override
  public void close() {
    reset();
    try {
      server.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
