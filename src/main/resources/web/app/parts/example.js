import { html } from 'lit';
import { Element, tell } from './element.js';

/** Lines of a configuration to be copied. Property: text. */
class Example extends Element {
  static properties = { text: {}, label: {} };

  /** Browsers let pages write to the clipboard only over HTTPS or on the box itself; elsewhere the lines are selected. */
  async copy() {
    try {
      await navigator.clipboard.writeText(this.text);
      tell('Copied.');
    } catch {
      getSelection().selectAllChildren(this.querySelector('pre'));
      tell('The lines are selected: copy them with Ctrl+C.', '');
    }
  }

  render() {
    return html`<div class="example"><pre class="scroll small" tabindex="0" role="group" aria-label=${this.label}>${this.text}</pre>
      <button @click=${() => this.copy()} aria-label="Copy ${this.label}">Copy</button></div>`;
  }
}

customElements.define('edge-example', Example);
