const place = { placeKind: 'talent-collective', placeDivision: '441900004000', familyMoving: false }

/** Demo people whom the rule of the talent item grants at once, and what they answer. */
export const granted = [
  { username: 'wang.ceshi', answers: { ...place, path: 'education', educationLevel: 'bachelor', abroad: false } },
]

/** Somebody whose degree is from abroad: the rule leaves the case to a person, at the intake desk. */
export const toIntake = {
  username: 'chu.xugou',
  answers: { ...place, path: 'education', educationLevel: 'bachelor', abroad: true },
  officer: 'rs.slg',
}

/** The material that is only read and agreed to. */
export const confirm = ['promise']
