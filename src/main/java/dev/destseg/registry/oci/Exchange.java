package dev.destseg.registry.oci;

import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.UnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Requests to registries and what comes back; asks for a token where a registry wants one. Safe between threads. */
final class Exchange {
    private static final int REDIRECTS = 3;
    private static final int UNAUTHORIZED = 401;

    private final RegistryAccess access;
    private final HttpClient client;
    private final TokenRequest tokens;
    /** Authorization that a host and repository took last. */
    private final Map<Repository, String> authorizations = new ConcurrentHashMap<>();

    Exchange(RegistryAccess access) {
        this.access = access;
        this.client = access.client();
        this.tokens = new TokenRequest(access, client);
    }

    /** What came back; closing it ends the exchange. */
    record Answer(int status, HttpResponse<InputStream> response, InputStream body) implements AutoCloseable {
        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        URI uri() {
            return response.uri();
        }

        /** Where the answer points to; itself when it does not. */
        URI location(Repository repository) {
            try {
                URI target = uri().resolve(header("Location").orElse(""));
                if (target.getAuthority() != null && target.getScheme() != null) {
                    return target;
                }
            } catch (IllegalArgumentException malformed) {
                // Told below.
            }
            close();
            throw new RegistryRefusedException(
                    Refusal.MALFORMED, "The registry points to a place for " + repository + " that is no address");
        }

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                // It is not wanted any more.
            }
        }
    }

    URI uri(Repository repository, String path) {
        return URI.create((access.encrypted() ? "https://" : "http://") + repository.host() + "/v2/" + repository.name()
                + "/" + path);
    }

    Answer send(Repository repository, String method, URI uri, Map<String, String> headers) {
        return send(repository, method, uri, headers, BodyPublishers.noBody());
    }

    /** @throws UnreachableException when nothing comes back, or an error of the registry's own */
    Answer send(Repository repository, String method, URI uri, Map<String, String> headers, BodyPublisher body) {
        Answer answer = authorized(repository, method, uri, headers, body);
        if (answer.status() == UNAUTHORIZED) {
            Optional<String> token = answer.header("WWW-Authenticate")
                    .flatMap(challenge -> tokens.authorization(challenge, repository.host()));
            answer.close();
            if (token.isPresent()) {
                authorizations.put(repository, token.get());
                answer = authorized(repository, method, uri, headers, body);
            }
        }
        return checked(answer, repository);
    }

    private Answer authorized(
            Repository repository, String method, URI uri, Map<String, String> headers, BodyPublisher body) {
        Map<String, String> all = new HashMap<>(headers);
        String basic = access.credentials().map(Exchange::basic).orElse("");
        String authorization = authorizations.getOrDefault(repository, basic);
        if (!authorization.isEmpty()) {
            all.put("Authorization", authorization);
        }
        return once(method, uri, all, body);
    }

    static String basic(RegistryAccess.Credentials credentials) {
        String text = credentials.user() + ":" + credentials.password();
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Answer once(String method, URI uri, Map<String, String> headers, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(access.patience()).method(method, body);
        headers.forEach(request::setHeader);
        try {
            HttpResponse<InputStream> response = send(client, request.build());
            return new Answer(
                    response.statusCode(),
                    response,
                    new GuardedStream(response.body(), access.patience().toNanos(), access.bytesPerSecond()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("Asking " + uri.getAuthority() + " was broken off", e);
        } catch (IOException e) {
            throw new UnreachableException(
                    "The registry " + uri.getAuthority() + " cannot be reached: " + e
                            + ". Check its name, its certificate and the network",
                    e);
        }
    }

    /** @throws IOException also where Java's client tells of an answer that is no HTTP by an exception of its own */
    static HttpResponse<InputStream> send(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (IllegalArgumentException damaged) {
            throw new IOException("its answer is damaged: " + damaged.getMessage(), damaged);
        }
    }

    private static Answer checked(Answer answer, Repository repository) {
        int status = answer.status();
        if (status == UNAUTHORIZED || status == 403) {
            answer.close();
            throw new RegistryRefusedException(
                    Refusal.NOT_ALLOWED,
                    "The registry does not let you use " + repository + " (" + status
                            + "); check user and password, or ask who runs it");
        }
        if (status == 429 || status >= 500) {
            answer.close();
            throw new UnreachableException("The registry " + repository.host() + " answers " + status + " for "
                    + repository + "; try again later");
        }
        return answer;
    }

    /** Gets a blob, also from where the registry sends us if that is allowed; credentials never go there. */
    Answer fetch(Repository repository, URI uri, Map<String, String> headers) {
        Answer answer = send(repository, "GET", uri, headers);
        for (int i = 0; i < REDIRECTS && isRedirect(answer); i++) {
            URI target = requireAllowed(answer, repository);
            answer.close();
            answer = checked(once("GET", target, headers, BodyPublishers.noBody()), repository);
        }
        requireHere(answer, repository);
        return answer;
    }

    private static boolean isRedirect(Answer answer) {
        return answer.status() >= 300 && answer.status() < 400 && answer.status() != 304;
    }

    private URI requireAllowed(Answer answer, Repository repository) {
        URI target = answer.location(repository);
        boolean sameScheme = target.getScheme().equals(answer.uri().getScheme());
        if (!sameScheme || !access.redirects().contains(String.valueOf(target.getAuthority()))) {
            answer.close();
            throw new RegistryRefusedException(
                    Refusal.REDIRECTED,
                    "The registry wants a part of " + repository + " to be fetched from " + target.getScheme() + "://"
                            + target.getAuthority()
                            + ", which is not allowed; add it to destseg.registry.redirects, or give --redirect, if you trust it");
        }
        return target;
    }

    /** @throws RegistryRefusedException when the answer sends us elsewhere */
    static void requireHere(Answer answer, Repository repository) {
        if (isRedirect(answer)) {
            answer.close();
            throw new RegistryRefusedException(
                    Refusal.REDIRECTED,
                    "The registry redirects " + repository + " to "
                            + answer.header("Location").orElse("nowhere") + ", which is not followed");
        }
    }
}
