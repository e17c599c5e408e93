import type { Route } from '@waarborg/contract';
import { z } from 'zod';

type Schema = Record<string, unknown> & {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
};

/** An id that no row has. */
export const ABSENT_ID = '01900000-0000-7000-8000-00000000dead';

/** The smallest input a schema accepts, so that a call gets past parsing. */
export function sampleOf(type: z.ZodType): unknown {
  return sample(z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Schema);
}

function sample(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice) return sample(choice.find((one) => one.type === 'null') ?? choice[0]);
  if (schema.type === 'object') return Object.fromEntries((schema.required ?? []).map((name) => [name, sample(schema.properties![name])]));
  if (schema.type === 'array') return schema.minItems ? [sample(schema.items!)] : [];
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, Number(schema.minimum ?? 1));
  if (schema.type === 'boolean') return false;
  if (schema.type === 'null') return null;
  if (schema.format === 'uuid') return ABSENT_ID;
  if (schema.format === 'email') return 'somebody@example.org';
  if (schema.format === 'date') return '2026-01-02';
  if (schema.format === 'date-time') return '2026-01-02T03:04:05Z';
  return 'x'.repeat(Math.max(3, Number(schema.minLength ?? 0)));
}

export interface SampleCall {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** A call of a route with sample input; `params` wins over the samples. */
export function sampleCall(key: string, route: Route, params: Record<string, string> = {}): SampleCall {
  const [method, pattern] = key.split(' ');
  const samples = (route.params ? sampleOf(route.params) : {}) as Record<string, unknown>;
  const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? String(samples[name] ?? ABSENT_ID)));
  const query = new URLSearchParams(Object.entries((route.query ? sampleOf(route.query) : {}) as Record<string, string>)).toString();
  let body: unknown = route.body && !route.multipart ? sampleOf(route.body) : undefined;
  if (route.multipart) {
    const form = new FormData();
    form.set('file', new File(['a,b\n1,2\n'], 'sample.csv', { type: 'text/csv' }));
    body = form;
  }
  return { method, path: query ? `${path}?${query}` : path, body };
}
