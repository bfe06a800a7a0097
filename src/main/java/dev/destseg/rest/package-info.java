/**
 * The HTTP interface: inspections, products, recipes; errors as RFC 9457 says.
 *
 * <p>Who asks is told by a token of the box, and where an identity provider is configured by what that issued, or by the
 * session of a browser that has signed in there. The token is looked at first, and it alone says what is missing: the
 * provider's way, which redirects, would be taken for an answer by programs. Browsers are redirected at {@code /sign-in}
 * only. Sessions are cookies, which a page of another site could have sent: {@code RequestGuard} refuses that. An identity
 * provider that is gone keeps nobody with a token out, and nothing waits for it at the start.
 */
@NullMarked
package dev.destseg.rest;

import org.jspecify.annotations.NullMarked;
