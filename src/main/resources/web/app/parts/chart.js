import { Element } from './element.js';

/** A chart. ECharts is loaded with the first one. Options name colours as tokens: "--ok". */
class Chart extends Element {
  static properties = { option: { attribute: false }, label: {} };

  entered() {
    this.setAttribute('role', 'img');
    this.sizes = new ResizeObserver(() => this.chart?.resize());
    this.sizes.observe(this);
    this.themes = () => this.show();
    window.addEventListener('edge-theme', this.themes);
  }

  left() {
    this.sizes.disconnect();
    window.removeEventListener('edge-theme', this.themes);
    this.chart?.dispose();
    this.chart = undefined;
  }

  updated() {
    this.setAttribute('aria-label', this.label ?? 'chart');
    this.show();
  }

  async show() {
    if (!this.option) {
      return;
    }
    const loaded = await import('./echarts.js').catch(() => null);
    if (!this.isConnected || this.clientWidth === 0) {
      return;
    }
    if (!loaded) {
      this.textContent = 'This chart could not be loaded: the appliance could not be reached. Load the page again.';
      return;
    }
    const { echarts } = loaded;
    this.chart ??= this.make(echarts);
    this.chart.setOption(this.themed(), { notMerge: true });
  }

  make(echarts) {
    const chart = echarts.init(this);
    chart.on('click', (point) => this.dispatchEvent(new CustomEvent('point', { detail: point })));
    return chart;
  }

  themed() {
    const style = getComputedStyle(document.documentElement);
    const token = (name) => style.getPropertyValue(name).trim();
    const resolve = (value) => {
      if (typeof value === 'string' && value.startsWith('--')) {
        return token(value);
      }
      if (Array.isArray(value)) {
        return value.map(resolve);
      }
      return value && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(each)]))
        : value;
    };
    const axis = {
      axisLine: { lineStyle: { color: token('--line-strong') } },
      axisLabel: { color: token('--ink-soft'), hideOverlap: true },
      splitLine: { lineStyle: { color: token('--line') } },
      nameTextStyle: { color: token('--ink-soft') },
    };
    const { xAxis, yAxis, ...rest } = resolve(this.option);
    return {
      animation: false,
      textStyle: { fontFamily: token('--font'), color: token('--ink') },
      grid: { left: 8, right: 14, top: 26, bottom: 8, containLabel: true },
      // Rich text, for the other kind writes styles into the page, which its policy forbids.
      tooltip: {
        trigger: 'axis', renderMode: 'richText', confine: true,
        backgroundColor: token('--surface'), borderColor: token('--line-strong'), textStyle: { color: token('--ink') },
      },
      ...rest,
      xAxis: { ...axis, ...xAxis },
      yAxis: { ...axis, ...yAxis },
    };
  }
}

customElements.define('edge-chart', Chart);
