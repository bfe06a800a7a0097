/**
 * The HTTP interface: inspections, products, recipes; errors as RFC 9457 says.
 *
 * <p>Who asks is told by a token of the box, and where an identity provider is configured by what that issued, or by the
 * session of a browser that has signed in there. The token is looked at first, and it alone says what is missing: the
 * provider's way, which redirects, would be taken for an answer by programs. Browsers are redirected at {@code /sign-in}
 * only. Sessions are cookies, which a page of another site could have sent: {@code RequestGuard} refuses that. An identity
 * provider that is gone keeps nobody with a token out, and nothing waits for it at the start.
 *
 * <p>Images have two ways. Most go by {@code InspectionRoute}, a plain handler: right after the networks have run, the framework's
 * layers for REST took a third to two fifths of the event loop's time for an image, and they could not be made fewer (larger
 * pieces of the body, no traces, no compression were tried without gain). What it does not take goes by {@code
 * InspectionResource}, which also is what the OpenAPI document describes; a test holds both to the same answers.
 */
@NullMarked
package dev.destseg.rest;

import org.jspecify.annotations.NullMarked;
