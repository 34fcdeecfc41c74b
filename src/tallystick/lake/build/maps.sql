-- mapped_lines
CREATE TEMP TABLE mapped_lines ("line_id" INT, "supplier_no" INT, "category_no" SMALLINT, "decided" BOOLEAN, "band" TEXT);
INSERT INTO mapped_lines
SELECT
  "t3"."line_id",
  "t6"."supplier_no",
  "t7"."category_no",
  COALESCE("t7"."decided", FALSE) AS "decided",
  CASE
    WHEN "t7"."category_no" IS NULL
    THEN 'none'
    ELSE CASE
      WHEN "t7"."confidence" IS NULL
      THEN 'low'
      ELSE CASE
        WHEN "t7"."confidence" >= 0.9
        THEN 'high'
        ELSE CASE WHEN "t7"."confidence" < 0.6 THEN 'low' ELSE 'middle' END
      END
    END
  END AS "band"
FROM "lines" AS "t3"
LEFT OUTER JOIN (
  SELECT
    "t1"."mention_id",
    "t1"."supplier_no"
  FROM "supplier_of" AS "t1"
) AS "t6"
  ON "t3"."mention_id" = "t6"."mention_id"
LEFT OUTER JOIN (
  SELECT
    "t2"."line_id",
    "t2"."category_no",
    "t2"."confidence",
    "t2"."decided"
  FROM "category_of" AS "t2"
) AS "t7"
  ON "t3"."line_id" = "t7"."line_id";

-- mapped
CREATE TEMP TABLE mapped ("organisation_id" INT, "supplier_no" INT, "category_no" SMALLINT, "month" DATE, "decided" BOOLEAN, "band" TEXT, "payments" BIGINT, "amount_pence" BIGINT, "redacted" BIGINT, "redacted_pence" BIGINT, "first_date" DATE, "last_date" DATE);
INSERT INTO mapped
SELECT
  "t7"."organisation_id",
  "t7"."supplier_no",
  "t7"."category_no",
  "t7"."month",
  "t7"."decided",
  "t7"."band",
  COUNT(*) AS "payments",
  COALESCE(SUM("t7"."amount_pence"), 0) AS "amount_pence",
  COALESCE(SUM(CAST("t7"."redacted" AS BIGINT)), 0) AS "redacted",
  COALESCE(SUM(CASE WHEN "t7"."redacted" THEN "t7"."amount_pence" ELSE 0 END), 0) AS "redacted_pence",
  MIN("t7"."day") AS "first_date",
  MAX("t7"."day") AS "last_date"
FROM (
  SELECT
    "t3"."organisation_id",
    "t4"."supplier_no",
    CASE WHEN "t6"."said" IS NOT NULL THEN "t6"."said" ELSE "t4"."category_no" END AS "category_no",
    "t3"."month",
    (
      "t6"."said" IS NOT NULL
    ) OR "t4"."decided" AS "decided",
    CASE WHEN "t6"."said" IS NOT NULL THEN 'high' ELSE "t4"."band" END AS "band",
    COALESCE("t3"."date", "t3"."month") AS "day",
    "t3"."amount_pence",
    "t3"."redacted"
  FROM "payments" AS "t3"
  LEFT OUTER JOIN "mapped_lines" AS "t4"
    ON "t3"."line_id" = "t4"."line_id"
  LEFT OUTER JOIN (
    SELECT
      "t2"."payment_id",
      "t2"."category_no" AS "said"
    FROM "category_of_payment" AS "t2"
  ) AS "t6"
    ON "t3"."payment_id" = "t6"."payment_id"
) AS "t7"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6;

-- cube
CREATE TABLE cube ("organisation_id" INT, "supplier_no" INT, "category_no" SMALLINT, "month" DATE, "decided" BOOLEAN, "band" TEXT, "payments" BIGINT, "amount_pence" BIGINT, "redacted" BIGINT, "redacted_pence" BIGINT);
INSERT INTO cube
SELECT
  "t0"."organisation_id",
  "t0"."supplier_no",
  "t0"."category_no",
  "t0"."month",
  "t0"."decided",
  "t0"."band",
  "t0"."payments",
  "t0"."amount_pence",
  "t0"."redacted",
  "t0"."redacted_pence"
FROM "mapped" AS "t0"
ORDER BY
  "t0"."organisation_id" ASC NULLS FIRST,
  "t0"."supplier_no" ASC NULLS FIRST,
  "t0"."category_no" ASC NULLS FIRST,
  "t0"."month" ASC NULLS FIRST,
  "t0"."decided" ASC NULLS FIRST,
  "t0"."band" ASC NULLS FIRST;

-- cube_by_supplier
CREATE TABLE cube_by_supplier ("organisation_id" INT, "supplier_no" INT, "category_no" SMALLINT, "payments" BIGINT, "amount_pence" BIGINT, "redacted" BIGINT, "redacted_pence" BIGINT);
INSERT INTO cube_by_supplier
SELECT
  *
FROM (
  SELECT
    "t0"."organisation_id",
    "t0"."supplier_no",
    "t0"."category_no",
    COALESCE(SUM("t0"."payments"), 0) AS "payments",
    COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence",
    COALESCE(SUM("t0"."redacted"), 0) AS "redacted",
    COALESCE(SUM("t0"."redacted_pence"), 0) AS "redacted_pence"
  FROM "cube" AS "t0"
  GROUP BY
    1,
    2,
    3
) AS "t1"
ORDER BY
  "t1"."organisation_id" ASC NULLS FIRST,
  "t1"."supplier_no" ASC NULLS FIRST,
  "t1"."category_no" ASC NULLS FIRST;

-- cube_by_month
CREATE TABLE cube_by_month ("organisation_id" INT, "category_no" SMALLINT, "month" DATE, "decided" BOOLEAN, "band" TEXT, "payments" BIGINT, "amount_pence" BIGINT, "redacted" BIGINT, "redacted_pence" BIGINT);
INSERT INTO cube_by_month
SELECT
  *
FROM (
  SELECT
    "t0"."organisation_id",
    "t0"."category_no",
    "t0"."month",
    "t0"."decided",
    "t0"."band",
    COALESCE(SUM("t0"."payments"), 0) AS "payments",
    COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence",
    COALESCE(SUM("t0"."redacted"), 0) AS "redacted",
    COALESCE(SUM("t0"."redacted_pence"), 0) AS "redacted_pence"
  FROM "cube" AS "t0"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t1"
ORDER BY
  "t1"."organisation_id" ASC NULLS FIRST,
  "t1"."category_no" ASC NULLS FIRST,
  "t1"."month" ASC NULLS FIRST,
  "t1"."decided" ASC NULLS FIRST,
  "t1"."band" ASC NULLS FIRST;

-- doubtful
CREATE TABLE doubtful ("organisation_id" INT, "supplier_no" INT, "category_no" SMALLINT, "payments" BIGINT, "amount_pence" BIGINT, "stake_pence" BIGINT, "low_pence" BIGINT);
INSERT INTO doubtful
SELECT
  *
FROM (
  SELECT
    "t1"."organisation_id",
    "t1"."supplier_no",
    "t1"."category_no",
    COALESCE(SUM("t1"."payments"), 0) AS "payments",
    COALESCE(SUM("t1"."amount_pence"), 0) AS "amount_pence",
    COALESCE(SUM(ABS("t1"."amount_pence")), 0) AS "stake_pence",
    COALESCE(SUM(CASE WHEN "t1"."band" = 'middle' THEN 0 ELSE ABS("t1"."amount_pence") END), 0) AS "low_pence"
  FROM (
    SELECT
      *
    FROM "cube" AS "t0"
    WHERE
      "t0"."supplier_no" IS NOT NULL
      AND NOT (
        "t0"."decided"
      )
      AND "t0"."band" <> 'high'
  ) AS "t1"
  GROUP BY
    1,
    2,
    3
) AS "t2"
ORDER BY
  "t2"."organisation_id" ASC NULLS FIRST,
  "t2"."supplier_no" ASC NULLS FIRST,
  "t2"."category_no" ASC NULLS FIRST;

-- by_supplier_organisation
CREATE TABLE by_supplier_organisation ("supplier_no" INT, "organisation_id" INT, "payments" BIGINT, "amount_pence" BIGINT, "first_date" DATE, "last_date" DATE);
INSERT INTO by_supplier_organisation
SELECT
  *
FROM (
  SELECT
    "t1"."supplier_no",
    "t1"."organisation_id",
    COALESCE(SUM("t1"."payments"), 0) AS "payments",
    COALESCE(SUM("t1"."amount_pence"), 0) AS "amount_pence",
    MIN("t1"."first_date") AS "first_date",
    MAX("t1"."last_date") AS "last_date"
  FROM (
    SELECT
      *
    FROM "mapped" AS "t0"
    WHERE
      "t0"."supplier_no" IS NOT NULL
  ) AS "t1"
  GROUP BY
    1,
    2
) AS "t2"
ORDER BY
  "t2"."supplier_no" ASC,
  "t2"."organisation_id" ASC;

-- by_supplier
CREATE TABLE by_supplier ("supplier_no" INT, "organisations" BIGINT, "payments" BIGINT, "amount_pence" BIGINT, "first_date" DATE, "last_date" DATE, "spellings" BIGINT);
INSERT INTO by_supplier
SELECT
  *
FROM (
  SELECT
    "t6"."supplier_no",
    "t6"."organisations",
    "t6"."payments",
    "t6"."amount_pence",
    "t6"."first_date",
    "t6"."last_date",
    "t9"."spellings"
  FROM (
    SELECT
      "t0"."supplier_no",
      COUNT(*) AS "organisations",
      COALESCE(SUM("t0"."payments"), 0) AS "payments",
      COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence",
      MIN("t0"."first_date") AS "first_date",
      MAX("t0"."last_date") AS "last_date"
    FROM "by_supplier_organisation" AS "t0"
    GROUP BY
      1
  ) AS "t6"
  LEFT OUTER JOIN (
    SELECT
      "t7"."supplier_no",
      COUNT(DISTINCT "t7"."spelling_id") AS "spellings"
    FROM (
      SELECT
        "t3"."mention_id",
        "t3"."spelling_id",
        "t3"."company_number",
        "t3"."payments",
        "t3"."amount_pence",
        "t4"."supplier_no",
        "t4"."confidence",
        "t4"."why"
      FROM "mentions" AS "t3"
      INNER JOIN "supplier_of" AS "t4"
        ON "t3"."mention_id" = "t4"."mention_id"
    ) AS "t7"
    GROUP BY
      1
  ) AS "t9"
    ON "t6"."supplier_no" = "t9"."supplier_no"
) AS "t10"
ORDER BY
  "t10"."supplier_no" ASC;

-- by_category_organisation
CREATE TABLE by_category_organisation ("category_no" SMALLINT, "organisation_id" INT, "payments" BIGINT, "amount_pence" BIGINT, "first_date" DATE, "last_date" DATE);
INSERT INTO by_category_organisation
SELECT
  *
FROM (
  SELECT
    "t0"."category_no",
    "t0"."organisation_id",
    COALESCE(SUM("t0"."payments"), 0) AS "payments",
    COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence",
    MIN("t0"."first_date") AS "first_date",
    MAX("t0"."last_date") AS "last_date"
  FROM "mapped" AS "t0"
  GROUP BY
    1,
    2
) AS "t1"
ORDER BY
  "t1"."category_no" ASC,
  "t1"."organisation_id" ASC;

-- firsts
CREATE TEMP TABLE firsts ("line_id" INT, "amount_pence" BIGINT, "date" DATE);
INSERT INTO firsts
SELECT
  "t4"."line_id",
  MAX("t4"."amount_pence") AS "amount_pence",
  MAX("t4"."date") AS "date"
FROM (
  SELECT
    "t2"."payment_id",
    "t2"."organisation_id",
    "t2"."date",
    "t2"."month",
    "t2"."amount_pence",
    "t2"."redacted",
    "t2"."line_id"
  FROM "payments" AS "t2"
  ANTI JOIN "category_of_payment" AS "t3"
    ON "t2"."payment_id" = "t3"."payment_id"
) AS "t4"
GROUP BY
  1;

-- first_payments
CREATE TABLE first_payments ("sort" TEXT, "category_no" SMALLINT, "place" BIGINT, "payment_id" BIGINT, "amount_pence" BIGINT, "date" DATE);
INSERT INTO first_payments
WITH "t6" AS (
  SELECT
    "t1"."payment_id",
    "t1"."category_no" AS "said"
  FROM "category_of_payment" AS "t1"
), "t12" AS (
  SELECT
    "t5"."line_id",
    "t5"."amount_pence",
    "t5"."date",
    "t9"."category_no"
  FROM "firsts" AS "t5"
  INNER JOIN (
    SELECT
      "t3"."line_id",
      "t3"."category_no"
    FROM "mapped_lines" AS "t3"
  ) AS "t9"
    ON "t5"."line_id" = "t9"."line_id"
), "t15" AS (
  SELECT
    "t13"."category_no",
    "t13"."payment_id",
    "t13"."amount_pence",
    "t13"."date"
  FROM (
    SELECT
      "t4"."payment_id",
      "t4"."amount_pence",
      "t4"."date",
      "t11"."said" AS "category_no"
    FROM "payments" AS "t4"
    INNER JOIN "t6" AS "t11"
      ON "t4"."payment_id" = "t11"."payment_id"
  ) AS "t13"
)
SELECT
  "t33"."sort",
  "t33"."category_no",
  "t33"."place",
  "t33"."payment_id",
  "t33"."amount_pence",
  "t33"."date"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t29"."category_no",
      "t29"."place",
      "t29"."payment_id",
      "t29"."amount_pence",
      "t29"."date",
      'amount' AS "sort"
    FROM (
      SELECT
        "t27"."category_no",
        "t27"."payment_id",
        "t27"."amount_pence",
        "t27"."date",
        (
          ROW_NUMBER() OVER (
            PARTITION BY "t27"."category_no"
            ORDER BY "t27"."amount_pence" DESC, "t27"."payment_id" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1
        ) + 1 AS "place"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t23"."category_no",
            "t23"."payment_id",
            "t23"."amount_pence",
            "t23"."date"
          FROM (
            SELECT
              "t4"."payment_id",
              "t4"."organisation_id",
              "t4"."date",
              "t4"."month",
              "t4"."amount_pence",
              "t4"."redacted",
              "t4"."line_id",
              "t21"."category_no"
            FROM "payments" AS "t4"
            INNER JOIN (
              SELECT
                "t17"."line_id",
                "t17"."category_no"
              FROM (
                SELECT
                  "t14"."line_id",
                  "t14"."amount_pence",
                  "t14"."date",
                  "t14"."category_no",
                  RANK() OVER (
                    PARTITION BY "t14"."category_no"
                    ORDER BY "t14"."amount_pence" DESC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) - 1 AS "rank"
                FROM "t12" AS "t14"
              ) AS "t17"
              WHERE
                "t17"."rank" < 1000
            ) AS "t21"
              ON "t4"."line_id" = "t21"."line_id"
            ANTI JOIN "t6" AS "t10"
              ON "t4"."payment_id" = "t10"."payment_id"
          ) AS "t23"
        ) AS "t25"
        UNION ALL
        SELECT
          *
        FROM "t15" AS "t16"
      ) AS "t27"
    ) AS "t29"
    WHERE
      "t29"."place" <= 1000
  ) AS "t31"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t30"."category_no",
      "t30"."place",
      "t30"."payment_id",
      "t30"."amount_pence",
      "t30"."date",
      'date' AS "sort"
    FROM (
      SELECT
        "t28"."category_no",
        "t28"."payment_id",
        "t28"."amount_pence",
        "t28"."date",
        (
          ROW_NUMBER() OVER (
            PARTITION BY "t28"."category_no"
            ORDER BY "t28"."date" DESC, "t28"."payment_id" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1
        ) + 1 AS "place"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t24"."category_no",
            "t24"."payment_id",
            "t24"."amount_pence",
            "t24"."date"
          FROM (
            SELECT
              "t4"."payment_id",
              "t4"."organisation_id",
              "t4"."date",
              "t4"."month",
              "t4"."amount_pence",
              "t4"."redacted",
              "t4"."line_id",
              "t22"."category_no"
            FROM "payments" AS "t4"
            INNER JOIN (
              SELECT
                "t18"."line_id",
                "t18"."category_no"
              FROM (
                SELECT
                  "t14"."line_id",
                  "t14"."amount_pence",
                  "t14"."date",
                  "t14"."category_no",
                  RANK() OVER (
                    PARTITION BY "t14"."category_no"
                    ORDER BY "t14"."date" DESC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) - 1 AS "rank"
                FROM "t12" AS "t14"
              ) AS "t18"
              WHERE
                "t18"."rank" < 1000
            ) AS "t22"
              ON "t4"."line_id" = "t22"."line_id"
            ANTI JOIN "t6" AS "t10"
              ON "t4"."payment_id" = "t10"."payment_id"
          ) AS "t24"
        ) AS "t26"
        UNION ALL
        SELECT
          *
        FROM "t15" AS "t16"
      ) AS "t28"
    ) AS "t30"
    WHERE
      "t30"."place" <= 1000
  ) AS "t32"
) AS "t33"
ORDER BY
  "t33"."sort" ASC,
  "t33"."category_no" ASC NULLS FIRST,
  "t33"."place" ASC;
