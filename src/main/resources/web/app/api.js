/* How the console speaks with the appliance. The token lives as long as the tab. */
const TOKEN = 'destseg.token';
/** Streams that stand say something every few seconds; one that has been silent for longer is dead. */
const SILENCE = 15_000;
/** Whoever has not answered by then, with a picture on a poor network too, will not; what is saved as a file may take longer. */
const LONG = 120_000;
let token = sessionStorage.getItem(TOKEN);

/** What the appliance refused, in its own words. */
export class Refusal extends Error {
  constructor(status, title, detail) {
    super(detail || title || `The appliance answered ${status}`);
    this.status = status;
  }
}

/** Where people with a company account sign in; the appliance says so where it refuses somebody unknown. */
let accounts = null;

export const signInPath = () => accounts;

export function signIn(secret) {
  token = secret.trim();
  sessionStorage.setItem(TOKEN, token);
}

export function signOut() {
  token = null;
  sessionStorage.removeItem(TOKEN);
}

export const hasToken = () => Boolean(token);

/**
 * Whoever is signed out in the middle of their work signs in again and goes on: what was asked meanwhile waits for it, so that
 * nothing that was typed, drawn or being sent is lost.
 */
let entrance = null;

export const isWaitingForSignIn = () => entrance !== null;

function waitForSignIn(signal) {
  if (!entrance) {
    entrance = {};
    entrance.passed = new Promise((resolve, reject) => Object.assign(entrance, { resolve, reject }));
    entrance.passed.catch(() => {});
    window.dispatchEvent(new CustomEvent('edge-signed-out'));
  }
  const left = new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('The page was left', 'AbortError')), { once: true });
  });
  return Promise.race([entrance.passed, left]);
}

/** What waited is sent now. */
export function goOn() {
  entrance?.resolve();
  entrance = null;
}

/** What waited is given up: it was somebody else's. */
export function giveUp() {
  entrance?.reject(new DOMException('Signed out', 'AbortError'));
  entrance = null;
}

function headers(more) {
  return token ? { ...more, Authorization: `Bearer ${token}` } : { ...more };
}

async function refusal(answer) {
  let problem = {};
  try {
    problem = await answer.json();
  } catch {
    // No problem+json; the status has to do.
  }
  if (answer.status === 401) {
    accounts = problem.signIn ?? null;
  }
  return new Refusal(answer.status, problem.title, problem.detail);
}

async function send(path, options = {}) {
  for (;;) {
    const answer = await sendOnce(path, options);
    if (answer.ok) {
      return answer;
    }
    const refused = await refusal(answer);
    if (answer.status !== 401) {
      throw refused;
    }
    await waitForSignIn(options.signal);
  }
}

/**
 * @param limit milliseconds for the whole answer, each time that it is asked for; without it there is none
 * @param opens milliseconds until it begins
 */
async function sendOnce(path, { limit, opens, signal, ...options }) {
  const late = new AbortController();
  const timer = opens && setTimeout(() => late.abort(new DOMException('Nothing answers', 'TimeoutError')), opens);
  const ends = AbortSignal.any([late.signal, ...(signal ? [signal] : []), ...(limit ? [AbortSignal.timeout(limit)] : [])]);
  try {
    const answer = await reached(fetch(path, { ...options, signal: ends, headers: headers(options.headers) }), ends);
    return Object.assign(answer, { ends });
  } finally {
    clearTimeout(timer);
  }
}

/** The network may fail, or the time run out, before the answer and in the middle of it, where browsers call that an abort, too. */
async function reached(part, ends) {
  try {
    return await part;
  } catch (e) {
    if (e.name === 'AbortError' && ends.reason?.name !== 'TimeoutError') {
      throw e;
    }
    throw new Refusal(0, 'The appliance cannot be reached. Check the network; nothing was lost on the box.');
  }
}

const blobOf = (answer) => reached(answer.blob(), answer.ends);

/** @returns null where nothing is said, as of what will be done soon */
async function json(answer) {
  const said = await reached(answer.text(), answer.ends);
  return said ? JSON.parse(said) : null;
}

/** Who this is to the appliance; refused where it is nobody. */
export async function identity(signal) {
  const answer = await sendOnce('/api/v1/identity', { signal, limit: LONG });
  if (!answer.ok) {
    throw await refusal(answer);
  }
  return json(answer);
}

export async function get(path, signal) {
  return json(await send(path, { signal, limit: LONG }));
}

/** JSON whatever the status: health answers 503 with its reasons. */
export async function probe(path, signal) {
  return json(await sendOnce(path, { signal, limit: LONG }));
}

export async function text(path) {
  const answer = await send(path, { limit: LONG });
  return reached(answer.text(), answer.ends);
}

export async function blob(path, signal) {
  return blobOf(await send(path, { signal, limit: LONG }));
}

export async function change(method, path, body) {
  const isJson = body !== undefined && !(body instanceof Blob);
  const type = isJson ? 'application/json' : body?.type || 'application/octet-stream';
  const answer = await send(path, {
    method,
    body: isJson ? JSON.stringify(body) : body,
    headers: body === undefined ? {} : { 'Content-Type': type },
  });
  return json(answer);
}

export const post = (path, body) => change('POST', path, body);

/**
 * Server-sent events by fetch, which unlike EventSource can say who asks. Tells whether the connection stands, comes back
 * by itself, and ends with the signal, or with the stream where that may end. Whoever wants to hear of refusals is told.
 */
export async function listen(path, { event, connected, signal, ends, refused }) {
  let pause = 500;
  while (!signal.aborted) {
    try {
      // Of trainings and trials nothing is told while nothing changes: only the silence of others says that they are dead.
      const silence = ends ? undefined : SILENCE;
      const answer = await send(path, { signal, opens: silence, headers: { Accept: 'text/event-stream' } });
      connected?.(true);
      pause = 500;
      await readEvents(answer.body, event, silence);
      if (ends?.()) {
        return;
      }
    } catch (e) {
      if (signal.aborted) {
        return;
      }
      if (e.status >= 400 && refused) {
        refused(e);
      }
      if (e.status === 403 || e.status === 404) {
        return;
      }
    }
    connected?.(false);
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(5000, pause * 2);
  }
}

async function readEvents(body, event, silence) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    await readAll(reader, event, silence);
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function readAll(reader, event, silence) {
  let rest = '';
  for (;;) {
    const { done, value } = await within(silence, reader.read());
    if (done) {
      return;
    }
    const parts = (rest + value).split('\n\n');
    rest = parts.pop();
    for (const part of parts) {
      const data = part.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5)).join('\n');
      if (data) {
        event(JSON.parse(data));
      }
    }
  }
}

async function within(milliseconds, promise) {
  if (milliseconds === undefined) {
    return promise;
  }
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Refusal(0, 'The connection is dead')), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Saves a file under a name, with the token that a plain link could not carry. */
export async function download(path, name) {
  const url = URL.createObjectURL(await blobOf(await send(path)));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return new URLSearchParams(given).toString();
}
