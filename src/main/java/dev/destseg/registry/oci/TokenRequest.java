package dev.destseg.registry.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What registries such as Harbor want instead of a password: a token of their own, after the distribution's rules. */
record TokenRequest(RegistryAccess access, HttpClient client) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PART = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final int MAX_BYTES = 1 << 16;

    /**
     * @param challenge what the registry said it wants
     * @param host of the registry
     * @return what to send; nothing when it wants something else, or gives none. Passwords go over TLS only, unless the
     *     registry itself is used without
     * @throws RegistryRefusedException when the password would go to somebody whom nobody has named
     */
    Optional<String> authorization(String challenge, String host) {
        if (!challenge.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.empty();
        }
        Map<String, String> parts = new HashMap<>();
        Matcher matcher = PART.matcher(challenge);
        while (matcher.find()) {
            parts.put(matcher.group(1), matcher.group(2));
        }
        String realm = parts.getOrDefault("realm", "");
        if (!realm.startsWith("https://") && (access.encrypted() || !realm.startsWith("http://"))) {
            return Optional.empty();
        }
        return ask(
                allowed(realm + "?service=" + encoded(parts, "service") + "&scope=" + encoded(parts, "scope"), host));
    }

    private URI allowed(String text, String host) {
        try {
            URI uri = URI.create(text);
            String authority = String.valueOf(uri.getAuthority());
            if (authority.equals(host) || access.redirects().contains(authority)) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // Told below.
        }
        throw new RegistryRefusedException(
                Refusal.REDIRECTED,
                "The registry " + host + " wants its password to be shown at " + text.replaceFirst("\\?.*", "")
                        + ", which is not done; add that host to destseg.registry.redirects, or give --redirect, if you trust it");
    }

    private static String encoded(Map<String, String> parts, String name) {
        return URLEncoder.encode(parts.getOrDefault(name, ""), StandardCharsets.UTF_8);
    }

    private Optional<String> ask(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(access.patience());
        access.credentials().ifPresent(known -> request.setHeader("Authorization", Exchange.basic(known)));
        try {
            HttpResponse<InputStream> answer = Exchange.send(client, request.build());
            try (InputStream body = answer.body()) {
                JsonNode json = JSON.readTree(body.readNBytes(MAX_BYTES));
                String token =
                        json.path("token").asText(json.path("access_token").asText());
                return Optional.of("Bearer " + token).filter(value -> answer.statusCode() == 200 && !token.isEmpty());
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
