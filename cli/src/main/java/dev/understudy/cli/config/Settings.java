package dev.understudy.cli.config;

import dev.understudy.Internal;
import dev.understudy.cli.text.Fault;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.ClientConfigTLS;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values that count for every command in an environment, and where each comes from. */
@Internal
public final class Settings {
  private static final String FILE = "TEMPORAL_CONFIG_FILE";
  private static final String PROFILE = "TEMPORAL_PROFILE";
  private static final String METADATA = "TEMPORAL_GRPC_META_";
  private static final String SECRET = "(secret)";

  private final Map<String, String> environment;
  private final ClientConfigProfile inFile;
  private final List<Setting> settings = new ArrayList<>();

  private Settings(Map<String, String> environment, ClientConfigProfile inFile) {
    this.environment = environment;
    this.inFile = inFile;
  }

  /**
   * All of them.
   *
   * @throws Fault of usage if Temporal's configuration cannot be used
   */
  public static List<Setting> of(Map<String, String> environment) {
    TemporalProfile whole = TemporalProfile.read(environment);
    Settings settings = new Settings(environment, fileAlone(environment));
    settings.addAbly();
    settings.addTemporal(whole);
    settings.plain(CodecEnvironment.CODEC, "none");
    settings.plain("UNDERSTUDY_LOG", "INFO");
    settings.plain("UNDERSTUDY_LIBRARY_LOG", "WARN");
    return List.copyOf(settings.settings);
  }

  /** Only what says which profile of which file is meant. */
  private static ClientConfigProfile fileAlone(Map<String, String> environment) {
    Map<String, String> which = new HashMap<>(environment);
    which
        .keySet()
        .removeIf(
            name -> name.startsWith("TEMPORAL_") && !name.equals(FILE) && !name.equals(PROFILE));
    try {
      return ClientConfigProfile.load(
          LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(which).build());
    } catch (IOException unreadable) {
      throw Fault.usage(
          "Temporal's configuration cannot be read: " + unreadable.getMessage(), "correct it");
    }
  }

  private Optional<String> given(String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private void add(String name, String value, String from) {
    settings.add(new Setting(name, value, from));
  }

  private void plain(String name, String otherwise) {
    add(
        name,
        given(name).orElse(otherwise),
        given(name).isPresent() ? Setting.ENVIRONMENT : Setting.DEFAULT);
  }

  /** Of a key only its name, which is no secret: Ably's own pages show it. */
  private void addAbly() {
    Optional<String> key = given(AblyEnvironment.KEY);
    add(
        AblyEnvironment.KEY,
        key.map(Settings::masked).orElse(""),
        key.isPresent() ? Setting.ENVIRONMENT : Setting.NOWHERE);
    plain(AblyEnvironment.HOST, "Ably itself");
    plain(AblyEnvironment.PORT, "443");
    plain(AblyEnvironment.TLS, "true");
  }

  private static String masked(String key) {
    int colon = key.indexOf(':');
    return colon < 0 ? SECRET : key.substring(0, colon) + ":" + SECRET;
  }

  private void addTemporal(TemporalProfile whole) {
    given(FILE).ifPresent(file -> add(FILE, file, Setting.ENVIRONMENT));
    plain(PROFILE, "default");
    temporal("TEMPORAL_ADDRESS", whole.stubs().getTarget(), ClientConfigProfile::getAddress);
    temporal("TEMPORAL_NAMESPACE", namespace(whole), ClientConfigProfile::getNamespace);
    secret("TEMPORAL_API_KEY", inFile.getApiKey());
    Optional<ClientConfigTLS> tls = Optional.ofNullable(inFile.getTls());
    optional("TEMPORAL_TLS", tls.map(ClientConfigTLS::isDisabled).map(off -> String.valueOf(!off)));
    optional("TEMPORAL_TLS_SERVER_NAME", tls.map(ClientConfigTLS::getServerName));
    optional("TEMPORAL_TLS_CLIENT_CERT_PATH", tls.map(ClientConfigTLS::getClientCertPath));
    optional("TEMPORAL_TLS_CLIENT_KEY_PATH", tls.map(ClientConfigTLS::getClientKeyPath));
    optional("TEMPORAL_TLS_SERVER_CA_CERT_PATH", tls.map(ClientConfigTLS::getServerCACertPath));
    secret(
        "TEMPORAL_TLS_CLIENT_CERT_DATA",
        tls.map(ClientConfigTLS::getClientCertData).orElse(null));
    secret(
        "TEMPORAL_TLS_CLIENT_KEY_DATA",
        tls.map(ClientConfigTLS::getClientKeyData).orElse(null));
    secret(
        "TEMPORAL_TLS_SERVER_CA_CERT_DATA",
        tls.map(ClientConfigTLS::getServerCACertData).orElse(null));
    optional(
        "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION",
        tls.map(ClientConfigTLS::isDisableHostVerification).map(String::valueOf));
    environment.keySet().stream()
        .filter(name -> name.startsWith(METADATA))
        .sorted()
        .forEach(name -> add(name, SECRET, Setting.ENVIRONMENT));
  }

  private static String namespace(TemporalProfile whole) {
    @Nullable String written = whole.client().getNamespace();
    return written == null ? "default" : written;
  }

  private void temporal(
      String name, String value, Function<ClientConfigProfile, @Nullable String> written) {
    boolean isInFile = written.apply(inFile) != null;
    String otherwise = isInFile ? file() : Setting.DEFAULT;
    add(name, value, given(name).isPresent() ? Setting.ENVIRONMENT : otherwise);
  }

  private void optional(String name, Optional<String> written) {
    Optional<String> given = given(name);
    if (given.isPresent()) {
      add(name, given.get(), Setting.ENVIRONMENT);
    } else {
      written.ifPresent(value -> add(name, value, file()));
    }
  }

  private void secret(String name, @Nullable Object written) {
    if (given(name).isPresent()) {
      add(name, SECRET, Setting.ENVIRONMENT);
    } else if (written != null) {
      add(name, SECRET, file());
    }
  }

  private String file() {
    return given(FILE).orElse("temporal.toml");
  }
}
