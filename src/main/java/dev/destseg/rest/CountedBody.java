package dev.destseg.rest;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that does not say its length beforehand is counted as it is read, and refused at the bound with words. */
@Provider
class CountedBody implements ReaderInterceptor {
    private final BodyBound bound;
    private final HttpServerRequest request;

    CountedBody(BodyBound bound, HttpServerRequest request) {
        this.bound = bound;
        this.request = request;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (!context.getHeaders().containsKey(HttpHeaders.CONTENT_LENGTH)) {
            context.setInputStream(new Counted(context.getInputStream(), bound.of(request), bound.refusal(request)));
        }
        return context.proceed();
    }

    private static final class Counted extends FilterInputStream {
        private final String refusal;
        private long left;

        Counted(InputStream body, long most, String refusal) {
            super(body);
            this.left = most;
            this.refusal = refusal;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw new ClientErrorException(refusal, Status.REQUEST_ENTITY_TOO_LARGE);
            }
        }
    }
}
