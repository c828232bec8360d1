/**
 * Prometheus' text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/), with
 * as much of it as the console tells. Classes and names are those of `prom-client`, which can take its place.
 */
type Labels<Name extends string> = Readonly<Record<Name, string>>;

interface Described<Name extends string> {
  name: string;
  help: string;
  labelNames: readonly Name[];
  registers: readonly Registry[];
}

interface Exposed {
  lines: () => string[];
}

export class Registry {
  readonly contentType = 'text/plain; version=0.0.4; charset=utf-8';
  readonly #exposed: Exposed[] = [];

  registerMetric(metric: Exposed): void {
    this.#exposed.push(metric);
  }

  metrics(): Promise<string> {
    return Promise.resolve(`${this.#exposed.flatMap((metric) => metric.lines()).join('\n')}\n`);
  }
}

abstract class Metric<Name extends string, Value> {
  readonly #about: Described<Name>;
  readonly #type: string;
  readonly #values = new Map<string, Value>();

  constructor(type: string, about: Described<Name>) {
    this.#about = about;
    this.#type = type;
    for (const registry of about.registers) registry.registerMetric(this);
  }

  protected abstract samples(name: string, labels: string, value: Value): string[];

  protected change(labels: Labels<Name>, next: (value: Value | undefined) => Value): void {
    const pairs = this.#about.labelNames.map((name) => `${name}="${escapeValue(labels[name])}"`);
    const key = pairs.join(',');
    this.#values.set(key, next(this.#values.get(key)));
  }

  reset(): void {
    this.#values.clear();
  }

  lines(): string[] {
    const { name, help } = this.#about;
    return [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${this.#type}`,
      ...[...this.#values].flatMap(([labels, value]) => this.samples(name, labels, value)),
    ];
  }
}

export class Counter<Name extends string> extends Metric<Name, number> {
  constructor(about: Described<Name>) {
    super('counter', about);
  }

  inc(labels: Labels<Name>, by = 1): void {
    this.change(labels, (value = 0) => value + by);
  }

  protected samples(name: string, labels: string, value: number): string[] {
    return [sample(name, labels, value)];
  }
}

export class Gauge<Name extends string> extends Metric<Name, number> {
  constructor(about: Described<Name>) {
    super('gauge', about);
  }

  set(labels: Labels<Name>, value: number): void {
    this.change(labels, () => value);
  }

  protected samples(name: string, labels: string, value: number): string[] {
    return [sample(name, labels, value)];
  }
}

interface Distribution {
  sum: number;
  count: number;
  /** How many were at most as large as each bucket's bound. */
  upTo: readonly number[];
}

export class Histogram<Name extends string> extends Metric<Name, Distribution> {
  readonly #buckets: readonly number[];

  constructor(about: Described<Name> & { buckets: readonly number[] }) {
    super('histogram', about);
    this.#buckets = about.buckets;
  }

  observe(labels: Labels<Name>, value: number): void {
    const none = { sum: 0, count: 0, upTo: this.#buckets.map(() => 0) };
    this.change(labels, ({ sum, count, upTo } = none) => ({
      sum: sum + value,
      count: count + 1,
      upTo: upTo.map((number, index) => number + Number(value <= (this.#buckets[index] ?? 0))),
    }));
  }

  protected samples(name: string, labels: string, { sum, count, upTo }: Distribution): string[] {
    const bucket = (bound: string, value: number) =>
      sample(`${name}_bucket`, `le="${bound}",${labels}`, value);
    return [
      ...this.#buckets.map((bound, index) => bucket(String(bound), upTo[index] ?? 0)),
      bucket('+Inf', count),
      sample(`${name}_sum`, labels, sum),
      sample(`${name}_count`, labels, count),
    ];
  }
}

function sample(name: string, labels: string, value: number): string {
  return `${name}${labels === '' ? '' : `{${labels}}`} ${value}`;
}

function escapeValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
