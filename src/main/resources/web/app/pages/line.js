import { html, nothing } from 'lit';
import { Element, verdict } from '../parts/element.js';
import { get, identity } from '../api.js';
import { timeOfDay, whole } from '../words.js';
import { cannotWork } from '../parts/station.js';
import '../parts/output.js';
import '../parts/example.js';

const EVERY = 2000;
/** Each includes those before. */
const ROLES = ['viewer', 'operator', 'engineer', 'admin'];
const LISTS = ['stations', 'folders', 'outputs', 'gpio', 'groups'];

const STATION = `destseg:
  line:
    stations:
      press-4:
        product: flange
        camera:
          url: rtsp://camera-4.plant.example/stream
          delay: 250ms
        trigger:
          url: mqtt://broker.plant.example
  inspection:
    station-deadlines:
      press-4: 100ms
`;
const FOLDER = `destseg:
  line:
    folders:
      camera-1:
        directory: /var/images/camera-1
        product: flange
        station: press-4
`;
const OUTPUT = `destseg:
  outputs:
    plant:
      url: mqtt://broker.plant.example
    records:
      url: https://mes.plant.example/verdicts
`;

/** Where pictures and signals come from, who is told of verdicts, and whether all that works. */
class LinePage extends Element {
  static properties = { lists: { state: true }, role: { state: true }, at: { state: true }, problem: { state: true } };

  entered() {
    this.every(EVERY, (signal) => this.refresh(() => this.load(signal)));
  }

  async load(signal) {
    const at = new Date();
    const found = await Promise.all(LISTS.map((name) => get(`/api/v1/${name}`, signal)));
    this.lists = Object.fromEntries(LISTS.map((name, i) => [name, found[i]]));
    this.at = at;
    this.role ??= (await identity(signal)).role;
  }

  /** What somebody may do, by the name of the role that it takes. */
  may() {
    const own = ROLES.indexOf(this.role);
    return Object.fromEntries(ROLES.map((name, i) => [name, own >= i]));
  }

  render() {
    if (!this.lists) {
      return html`<div class="page"><h1>Line</h1>${this.trouble()}${this.problem ? nothing : html`<p class="soft" role="status">Loading…</p>`}</div>`;
    }
    const may = this.may();
    const { stations, folders, outputs, gpio, groups } = this.lists;
    return html`<div class="page"><div class="head"><h1>Line</h1><span class="soft small push">as of ${timeOfDay(this.at)}</span></div>
      ${this.trouble()}
      ${this.sum()}
      ${stations.length + folders.length + groups.length ? nothing : this.noPictures()}
      ${stations.map((each) => html`<edge-station .station=${each} .may=${may}></edge-station>`)}
      ${folders.length ? this.folders(folders) : nothing}
      ${groups.map((each) => this.group(each))}
      ${outputs.length + gpio.length ? nothing : this.nobodyTold()}
      ${outputs.map((each) => html`<edge-output .output=${each} .may=${may}></edge-output>`)}
      ${gpio.length ? this.gates(gpio) : nothing}</div>`;
  }

  /** What is wrong, by name, so that nobody has to look through the whole page. */
  sum() {
    const { stations, folders, outputs, gpio, groups } = this.lists;
    const all = stations.length + folders.length + outputs.length + gpio.length + groups.length;
    const wrong = [
      ...stations.filter(cannotWork).map((each) => `station ${each.name}`), ...folders.filter((each) => each.problem).map((each) => `folder ${each.name}`),
      ...groups.filter((each) => each.problem || !each.joined).map((each) => `group ${each.name}`), ...outputs.filter((each) => each.failing).map((each) => `output ${each.name}`),
      ...gpio.filter((each) => each.problem).map((each) => `gate ${each.name}`)];
    if (all === 0) {
      return nothing;
    }
    return wrong.length ? html`<div class="note warn" role="status"><b>Look at ${wrong.join(', ')}.</b></div>` : html`<div class="note good" role="status"><b>All that is set up here works.</b></div>`;
  }

  noPictures() {
    return html`<section class="card" aria-label="No stations"><h2>No pictures come by themselves</h2>
      <p>This box judges what is sent to it over HTTP, and photographs that people give it under <a href="#/live">Live</a>. A station takes a picture when the machine says that a part is there, and answers the machine.</p>
      ${this.setUp('a camera and a machine that sends a message for each part', STATION, 'station')}
      ${this.setUp('files that come to lie in a folder', FOLDER, 'folder')}</section>`;
  }

  nobodyTold() {
    return html`<section class="card" aria-label="No outputs"><h2>Nobody is told of verdicts</h2>
      <p>Verdicts stand in the history; whoever sends an image gets its verdict as the answer. An output is told of every verdict, also of those given while it was away.</p>
      ${this.setUp('a broker of messages (MQTT), and a program that takes requests', OUTPUT, 'output')}</section>`;
  }

  setUp(what, text, label) {
    return html`<details><summary>Set up ${what}</summary><div class="page">
      <p class="soft small">Put these lines into the file that the box is started with (<code>destseg serve --config FILE</code>), with your own names and addresses; look it over with <code>destseg config check FILE</code>, then start the box again. The folder <code>edge-config</code> has every other key.</p>
      <edge-example .text=${text} label="lines of a ${label}"></edge-example></div></details>`;
  }

  table(label, heads, rows) {
    return html`<section class="card" aria-label=${label}><h2>${label}</h2><div class="scroll" tabindex="0" role="group" aria-label="${label}, as a table"><table>
      <thead><tr>${heads.map((each) => html`<th>${each}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div></section>`;
  }

  works(problem) {
    return problem ? html`<span class="tag bad">cannot work</span><div class="small">${problem}</div>` : html`<span class="tag good">works</span>`;
  }

  folders(folders) {
    return this.table('Watched folders', ['Name', 'Folder', 'State', 'Judged since the start', 'Waiting'], folders.map((each) => html`<tr><td class="whole">${each.name}</td><td class="whole"><code>${each.directory}</code></td>
      <td>${this.works(each.problem)}</td><td class="number">${whole(each.judged)}</td><td class="number">${whole(each.waiting)}</td></tr>`));
  }

  gates(gates) {
    return this.table('Gates and lights', ['Name', 'Line', 'Moved by', 'State', 'Told', 'Too late', 'Lost'], gates.map((each) => html`<tr><td>${each.name}</td><td><code>${each.address}</code></td>
      <td>${each.verdicts.map((said) => html`${verdict(said)} `)} of ${each.station}</td><td>${this.works(each.problem)}</td>
      <td class="number">${whole(each.told)}</td><td class="number">${whole(each.late)}</td><td class="number">${whole(each.lost)}</td></tr>`));
  }

  group(group) {
    return html`<section class="card" aria-label="Group ${group.name}"><div class="head"><h2>Group ${group.name}</h2>
        <span class="tag ${group.joined && !group.problem ? 'good' : 'bad'}">${group.joined ? 'works in it' : 'not in it now'}</span></div>
      ${group.problem ? html`<div class="note bad">${group.problem}</div>` : nothing}
      <dl class="facts"><dt>Cluster</dt><dd>Kafka <code>${group.address}</code> <span class="soft small">This box judges images of the plant, together with others.</span></dd>
        <dt>Share</dt><dd><span class="number">${whole(group.partitions.length)}</span> partitions <span class="soft small">The part of the work that is this box's.</span></dd>
        <dt>Waiting</dt><dd><span class="number">${whole(group.lag)}</span> <span class="soft small">Images of its share without an answer, some seconds ago.</span></dd>
        <dt>Judged</dt><dd><span class="number">${whole(group.results)}</span> since the start</dd>
        <dt>Dead letters</dt><dd><span class="number">${whole(group.dead_letters)}</span> <span class="soft small">Messages that could not be judged; they lie in a topic of their own with the reason.</span></dd></dl></section>`;
  }
}

customElements.define('edge-line', LinePage);
