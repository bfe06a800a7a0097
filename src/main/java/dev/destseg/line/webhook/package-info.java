/**
 * Verdicts as POST requests. Ids, times and signatures are those of Standard Webhooks 1.0
 * (https://www.standardwebhooks.com), which receivers verify with a library of theirs. Redirects are not followed: what was
 * signed for one address is not sent to another.
 */
@NullMarked
package dev.destseg.line.webhook;

import org.jspecify.annotations.NullMarked;
