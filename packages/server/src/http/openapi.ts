import { ProblemDocument, type Route, routes } from '@waarborg/contract';
import { z } from 'zod';
import { version } from '../kernel/version.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the whole API, made from the contract's routes table. */
export function openApiDocument(publicUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const [key, definition] of Object.entries(routes)) {
    const [method, path] = key.split(' ');
    paths[path] ??= {};
    paths[path][method.toLowerCase()] = operation(key, method, path, definition as Route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Waarborg',
      version,
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      description:
        'Every call the web makes, for your own programs. Sign in with an API token: `Authorization: Bearer wbg_...`. Errors are application/problem+json (RFC 9457) with a stable `code`. Lists come in pages: pass `next` back as `cursor`. A POST with an `Idempotency-Key` header may be repeated within 24 hours.',
    },
    servers: [{ url: publicUrl }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'API token, starts with wbg_' },
        session: { type: 'apiKey', in: 'cookie', name: 'waarborg', description: 'Session of the web' },
      },
      schemas: { Problem: schema(ProblemDocument, 'output') },
    },
  };
}

function operation(key: string, method: string, path: string, route: Route): Json {
  const feature = path.split('/')[3] ?? path.slice(1);
  const result: Json = { operationId: operationId(method, path), summary: route.summary, tags: [feature] };
  if (route.description) result.description = route.description;
  if (route.open) result.security = [];
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')];
  if (method === 'POST' && !route.open) {
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      schema: { type: 'string', maxLength: 200 },
      description: 'Makes the call safe to repeat.',
    });
  }
  if (parameters.length) result.parameters = parameters;
  if (route.body || route.multipart) result.requestBody = { required: true, content: requestContent(key, route) };
  result.responses = {
    [String(route.status ?? 200)]: success(route),
    default: { description: 'Refused or failed', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
  };
  return result;
}

function requestContent(_key: string, route: Route): Json {
  if (!route.multipart) return { 'application/json': { schema: schema(route.body!, 'input') } };
  const fields = route.body ? ((schema(route.body, 'input').properties as Json) ?? {}) : {};
  return { 'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' }, ...fields } } } };
}

function success(route: Route): Json {
  if (route.carries === 'nothing') return { description: 'Done' };
  if (route.carries === 'file') return { description: 'A file', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } };
  const body = { schema: route.responds ? schema(route.responds, 'output') : {} };
  return route.carries === 'events'
    ? { description: 'Server-sent events; the data of each is as described', content: { 'text/event-stream': body } }
    : { description: 'Answer', content: { 'application/json': body } };
}

function parametersOf(type: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!type) return [];
  const object = schema(type, 'input');
  const required = new Set((object.required as string[] | undefined) ?? []);
  return Object.entries((object.properties as Json | undefined) ?? {}).map(([name, inner]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: inner,
  }));
}

function operationId(method: string, path: string): string {
  const words = path
    .replace('/api/v1', '')
    .split(/[/{}-]+/)
    .filter(Boolean);
  return method.toLowerCase() + words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}

function schema(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(type, { io, unrepresentable: 'any' }) as Json;
  return rest;
}
