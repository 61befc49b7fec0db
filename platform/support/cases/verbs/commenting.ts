import { reaches, seesCases } from '../policy.ts'
import { placeOf } from './steps.ts'
import { type CaseVerb, usual } from './verb.ts'

/** 批注: a word among those who see the case, kept in its history; neither the applicant nor the public reads it. */
export const commenting: { comment: CaseVerb } = {
  comment: {
    demands: { ...usual, needsReason: true, personOnly: true },
    at: 'case',
    name: { zh: '批注', en: 'Comment' },
    public: false,
    whileSuspended: true,
    aside: true,
    right: (scene) => {
      const { actor, current, tasks, territory } = scene
      const places = [
        { departmentId: current.item.departmentId, divisionCode: current.divisionCode },
        ...tasks.filter((task) => task.post !== 'applicant').map((task) => placeOf(scene, task)),
      ]
      return actor.posts.find((post) => seesCases(post.role) && places.some((place) => reaches(post, place, territory)))
    },
    perform: async () => undefined,
  },
}
