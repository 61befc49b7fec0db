import Type from 'typebox'
import { actorOf, problems, type Routes, route } from '#ground/http/index.ts'
import {
  Department,
  DepartmentInput,
  DepartmentWithParticulars,
  Division,
  DivisionCode,
  DivisionQuery,
  DivisionWithPath,
  ParticularsInput,
} from './contract.ts'
import type { Organisations } from './service.ts'

const DepartmentId = Type.Object({ id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,63}$' }) })

export function organisationsRoutes(organisations: Organisations): Routes {
  return (app) => {
    app.get(
      '/divisions',
      {
        schema: {
          operationId: 'listDivisions',
          tags: ['organisations'],
          summary: 'Divisions by parent, level or part of the name; the provinces when none is given',
          querystring: DivisionQuery,
          response: { 200: Type.Object({ items: Type.Array(Division) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async (request) => ({ items: await organisations.listDivisions(request.query) }),
    )
    app.get(
      '/divisions/:code',
      {
        schema: {
          operationId: 'getDivision',
          tags: ['organisations'],
          summary: 'One division and all it lies in',
          params: Type.Object({ code: DivisionCode }),
          response: { 200: DivisionWithPath, ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => organisations.getDivision(request.params.code),
    )
    app.get(
      '/departments',
      {
        schema: {
          operationId: 'listDepartments',
          tags: ['organisations'],
          summary: 'The departments, each after its parent',
          response: { 200: Type.Object({ items: Type.Array(Department) }), ...problems },
        },
        config: route({ access: 'public' }),
      },
      async (request) => ({ items: await organisations.listDepartments(actorOf(request).realm) }),
    )
    app.put(
      '/departments/:id',
      {
        schema: {
          operationId: 'saveDepartment',
          tags: ['organisations'],
          summary: 'Add a department, or change the one of this id',
          params: DepartmentId,
          body: DepartmentInput,
          response: { 200: Department, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) => organisations.saveDepartment(actorOf(request), { ...request.body, id: request.params.id }),
    )
    app.get(
      '/departments/:id',
      {
        schema: {
          operationId: 'getDepartment',
          tags: ['organisations'],
          summary: 'One department, what was and will be said of it, and who reviews its decisions',
          params: DepartmentId,
          response: { 200: DepartmentWithParticulars, ...problems },
        },
        config: route({ access: 'public' }),
      },
      (request) => organisations.describeDepartment(actorOf(request), request.params.id),
    )
    app.put(
      '/departments/:id/particulars/:from',
      {
        schema: {
          operationId: 'saveParticulars',
          tags: ['organisations'],
          summary: 'Say what a department is called and who reviews its decisions, from today or a later day on',
          params: Type.Object({ ...DepartmentId.properties, from: Type.String({ format: 'date' }) }),
          body: ParticularsInput,
          response: { 200: DepartmentWithParticulars, ...problems },
        },
        config: route({ access: 'official' }),
      },
      (request) =>
        organisations.saveParticulars(actorOf(request), request.params.id, {
          ...request.body,
          from: request.params.from,
        }),
    )
  }
}
