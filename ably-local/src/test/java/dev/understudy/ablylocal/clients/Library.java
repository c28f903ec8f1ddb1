package dev.understudy.ablylocal.clients;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.wire.Format;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.Param;
import java.util.Map;

/** Ably's client libraries, each by the format that the other does not use here. */
public enum Library {
  ABLY_JAVA {
    @Override
    public Actor open(
        AblyLocal server, String key, String clientId, Map<String, String> transportParams)
        throws Exception {
      ClientOptions options = JavaClient.options(server.port(), key);
      options.clientId = clientId.isEmpty() ? null : clientId;
      options.disconnectedRetryTimeout = RETRY_MILLIS;
      options.transportParams = transportParams.entrySet().stream()
          .map(param -> new Param(param.getKey(), param.getValue()))
          .toArray(Param[]::new);
      return new JavaActor(JavaClient.open(options).connected());
    }
  },
  ABLY_JS {
    @Override
    public Actor open(
        AblyLocal server, String key, String clientId, Map<String, String> transportParams)
        throws Exception {
      ObjectNode options = JsonNodeFactory.instance.objectNode().put("key", key);
      options.put("disconnectedRetryTimeout", RETRY_MILLIS);
      ObjectNode params = options.putObject("transportParams");
      transportParams.forEach(params::put);
      if (!clientId.isEmpty()) {
        options.put("clientId", clientId);
      }
      return new NodeActor(NodeClient.open(server, Format.JSON, options.toString()));
    }
  };

  private static final int RETRY_MILLIS = 100;

  /**
   * A client that is connected.
   *
   * @param clientId the empty string for one that may act for anybody
   */
  public abstract Actor open(
      AblyLocal server, String key, String clientId, Map<String, String> transportParams)
      throws Exception;

  public Library other() {
    return this == ABLY_JAVA ? ABLY_JS : ABLY_JAVA;
  }
}
