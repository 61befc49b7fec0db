import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { App, RouteConfig } from './app.ts'
import { tidyDocument } from './openapi-document.ts'

/** Our mark in place of the tool's. */
const mark =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="6" fill="#0b5c74"/><path d="M11 12h18M20 12v16M20 20h7M14 19v9M10 28h20" stroke="#fff" stroke-width="3" fill="none"/></svg>'

/** OpenAPI at /openapi.json, made from the routes themselves, and a page to browse it at /docs. */
export async function describeApi(app: App, publicUrl: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '政通 Zhengtong',
        version: '1',
        description:
          'All public work is a case. Errors are problem details (RFC 9457). Lists page by `cursor`. ' +
          'Acts that create something take an `Idempotency-Key`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'Token from POST /api/v1/sessions' },
          program: {
            type: 'oauth2',
            description: 'Of a program with access: client credentials. Or sign the request by RFC 9421.',
            flows: { clientCredentials: { tokenUrl: '/oidc/token', scopes: { api: 'What the program was granted' } } },
          },
          cookie: { type: 'apiKey', in: 'cookie', name: 'zt_session' },
        },
      },
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `def-${i}`) },
    transform: ({ schema, url, route }) => ({
      url,
      schema: withAccess((schema ?? {}) as Record<string, unknown>, route.config as Partial<RouteConfig>),
    }),
    transformObject: (described) => ('openapiObject' in described ? tidyDocument(described.openapiObject) : {}),
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: false,
    logo: { type: 'image/svg+xml', content: Buffer.from(mark), href: '/docs' },
    theme: { title: '政通 API' },
    uiConfig: { docExpansion: 'none', deepLinking: true },
  })
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}

/** Adds to a route's description what its `config` promises: who may knock, and the key it wants. */
function withAccess(
  schema: Record<string, unknown>,
  config: Partial<RouteConfig> | undefined,
): Record<string, unknown> {
  const described = { ...schema }
  // A file arrives as a stream past the validator; only its description has a body.
  if ((described.consumes as string[] | undefined)?.includes('multipart/form-data'))
    described.body = {
      type: 'object',
      properties: { file: { type: 'string', format: 'binary' } },
      required: ['file'],
    }
  if (config?.access && config.access !== 'public') described.security = [{ bearer: [] }, { cookie: [] }]
  if (config?.level) {
    described['x-assurance-level'] = config.level
    described.description = `Needs assurance level ${config.level}; below it the answer is the problem identity.level-needed with the ways to step up.`
  }
  // Who may knock, and whether programs may: the list of capabilities is made from these.
  if (config?.access) described['x-access'] = config.access
  if (config?.programs) described['x-programs'] = true
  if (config?.idempotency)
    described.headers = {
      type: 'object',
      properties: {
        'idempotency-key': { type: 'string', minLength: 8, maxLength: 128, description: 'One for each submission' },
      },
      ...(config.idempotency === 'required' ? { required: ['idempotency-key'] } : {}),
    }
  return described
}
