export const sharedEn = {
  common: {
    retry: 'Try again',
    back: 'Back',
    cancel: 'Cancel',
    close: 'Close',
    more: 'Load more',
    offline: 'No network. What you see may be out of date; it continues by itself once you are back.'
  },
  language: { title: 'Language', other: '中文' },
  app: { name: 'Twinloop', line: 'Official trips: ask once, everything on record' },
  problem: {
    unreachable: 'The service cannot be reached',
    unreachableFix: 'Check the network and try again; nothing that was sent is done twice.',
    unknown: 'The request did not succeed',
    page: 'This page has a fault',
    trace: 'Quote this number when reporting it'
  },
  field: {
    login: 'Login',
    password: 'Password',
    from: 'From',
    to: 'To',
    departAt: 'Departure',
    passengers: 'People',
    purpose_text: 'Purpose',
    purpose_category: 'Kind of purpose',
    costCentre: 'Budget',
    note: 'Note',
    assetNo: 'Car number',
    reason: 'Reason',
    checks_bay: 'Parking place',
    checks_area: 'Parking place',
    checks_doors: 'Doors',
    checks_plug: 'Charging plug',
    checks_plugged: 'Charging plug',
    checks_report: 'Car report',
    checks_locked: 'Lock',
    operator: 'Operator',
    period: 'Month'
  },
  map: {
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    failed: 'This device cannot show the map; everything else works.',
    fromLetter: 'A',
    toLetter: 'B',
    plan: 'Map to choose places',
    option: 'Map of the way',
    trip: 'Live map of the trip',
    console: 'Live map of cars and piles'
  },
  age: { never: 'never reported', s: '{n} s ago', min: '{n} min ago', h: '{n} h ago', d: '{n} d ago' },
  unit: { min: 'min' },
  loop: { INNER: 'Inner loop', OUTER: 'Outer loop', hub: 'Hub' },
  calendar: { OURS: 'Official car', OPERATOR: 'Shared car (the operator confirms)' },
  role: {
    TRAVELLER: 'Traveller',
    APPROVER: 'Approver',
    VEHICLE_ADMINISTRATOR: 'Vehicle administrator',
    FLEET_MANAGER: 'Fleet manager',
    FINANCE: 'Finance',
    SUPERVISOR: 'Supervisor',
    AUDITOR: 'Auditor',
    PARTNER: 'Partner operator',
    ADMINISTRATOR: 'Administrator'
  },
  signIn: {
    login: 'Login',
    password: 'Password',
    go: 'Sign in',
    busy: 'Signing in…',
    demo: 'Demo accounts (tap to sign in)'
  },
  mode: {
    EV: 'Electric car, self-drive',
    BIKE: 'Bike',
    CHAUFFEUR: 'Car with driver',
    WALK: 'Walk',
    TRANSIT_ESTIMATE: 'Public transport (estimate)'
  },
  state: {
    SUBMITTED: 'Awaits approval',
    RETURNED: 'Sent back',
    REJECTED: 'Not approved',
    PENDING_PARTNER: 'Awaits the operator',
    BOOKED: 'Booked',
    IN_PROGRESS: 'On the way',
    ENDED: 'Returned',
    SETTLED: 'Settled',
    CANCELLED: 'Cancelled',
    EXPIRED: 'Expired',
    NO_SHOW: 'Not picked up',
    DECLINED: 'Declined by the operator'
  },
  purpose: {
    MEETING: 'Meeting',
    INSPECTION: 'Inspection',
    DOCUMENT_DELIVERY: 'Document delivery',
    RECEPTION: 'Reception',
    TRAINING: 'Training',
    ENFORCEMENT: 'Enforcement',
    EMERGENCY_DUTY: 'Emergency',
    ON_DUTY: 'On duty',
    CONFIDENTIAL: 'Confidential matter',
    FOREIGN_AFFAIRS: 'Foreign affairs',
    OTHER: 'Other'
  }
}
