-- totals
SELECT
  COALESCE(SUM("t0"."payments"), 0) AS "payments",
  COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence",
  COALESCE(SUM("t0"."redacted"), 0) AS "redacted",
  COALESCE(SUM("t0"."redacted_pence"), 0) AS "redacted_pence",
  COUNT(DISTINCT "t0"."organisation_id") AS "organisations",
  COUNT(
    DISTINCT CASE
      WHEN "t0"."kind" = 'supplier'
      THEN "t0"."supplier_no"
      ELSE CAST(NULL AS INT)
    END
  ) AS "suppliers",
  COALESCE(SUM(CASE WHEN COALESCE("t0"."is_ict", FALSE) THEN "t0"."payments" ELSE 0 END), 0) AS "ict",
  COALESCE(
    SUM(CASE WHEN COALESCE("t0"."is_ict", FALSE) THEN "t0"."amount_pence" ELSE 0 END),
    0
  ) AS "ict_pence",
  COALESCE(
    SUM(
      CASE
        WHEN COALESCE("t0"."category_no" IS NULL, FALSE)
        THEN "t0"."payments"
        ELSE 0
      END
    ),
    0
  ) AS "unsorted",
  COALESCE(
    SUM(
      CASE
        WHEN COALESCE("t0"."category_no" IS NULL, FALSE)
        THEN "t0"."amount_pence"
        ELSE 0
      END
    ),
    0
  ) AS "unsorted_pence"
FROM "chosen" AS "t0";

-- span
SELECT
  MIN("t0"."month") AS "first_month",
  MAX("t0"."month") AS "last_month"
FROM "chosen" AS "t0";

-- by_month
SELECT
  "t0"."month",
  COALESCE(SUM("t0"."payments"), 0) AS "payments",
  COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence"
FROM "chosen" AS "t0"
GROUP BY
  1;

-- by_calendar_year
SELECT
  "t1"."year",
  COALESCE(SUM("t1"."payments"), 0) AS "payments",
  COALESCE(SUM("t1"."amount_pence"), 0) AS "amount_pence"
FROM (
  SELECT
    "t0"."month",
    "t0"."payments",
    "t0"."amount_pence",
    CAST(EXTRACT(year FROM "t0"."month") AS BIGINT) AS "year"
  FROM "chosen" AS "t0"
) AS "t1"
GROUP BY
  1;

-- by_financial_year
SELECT
  "t1"."year",
  COALESCE(SUM("t1"."payments"), 0) AS "payments",
  COALESCE(SUM("t1"."amount_pence"), 0) AS "amount_pence"
FROM (
  SELECT
    "t0"."month",
    "t0"."payments",
    "t0"."amount_pence",
    CAST(EXTRACT(year FROM "t0"."month") AS BIGINT) - CASE WHEN EXTRACT(month FROM "t0"."month") < 4 THEN 1 ELSE 0 END AS "year"
  FROM "chosen" AS "t0"
) AS "t1"
GROUP BY
  1;

-- by_organisation
SELECT
  "t0"."organisation_id",
  COALESCE(SUM("t0"."payments"), 0) AS "payments",
  COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence",
  COUNT(
    DISTINCT CASE
      WHEN "t0"."kind" = 'supplier'
      THEN "t0"."supplier_no"
      ELSE CAST(NULL AS INT)
    END
  ) AS "suppliers",
  COALESCE(SUM("t0"."redacted"), 0) AS "redacted",
  COALESCE(SUM("t0"."redacted_pence"), 0) AS "redacted_pence"
FROM "chosen" AS "t0"
GROUP BY
  1;

-- by_kind
SELECT
  "t0"."kind",
  COALESCE(SUM("t0"."payments"), 0) AS "payments",
  COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence"
FROM "chosen" AS "t0"
GROUP BY
  1;

-- by_category
SELECT
  "t12"."category_no",
  COALESCE(SUM("t12"."payments"), 0) AS "payments",
  COALESCE(SUM("t12"."amount_pence"), 0) AS "amount_pence",
  COALESCE(
    SUM(CASE WHEN COALESCE("t12"."own" = 1, FALSE) THEN "t12"."payments" ELSE 0 END),
    0
  ) AS "own_payments",
  COALESCE(
    SUM(CASE WHEN COALESCE("t12"."own" = 1, FALSE) THEN "t12"."amount_pence" ELSE 0 END),
    0
  ) AS "own_pence",
  COUNT(
    DISTINCT CASE
      WHEN "t12"."kind" = 'supplier'
      THEN "t12"."supplier_no"
      ELSE CAST(NULL AS INT)
    END
  ) AS "suppliers"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."category_no",
      "t0"."supplier_no",
      "t0"."kind",
      "t0"."payments",
      "t0"."amount_pence",
      1 AS "own"
    FROM "chosen" AS "t0"
  ) AS "t3"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t10"."category_no",
      "t10"."supplier_no",
      "t10"."kind",
      "t10"."payments",
      "t10"."amount_pence",
      "t10"."own"
    FROM (
      SELECT
        "t2"."supplier_no",
        "t2"."kind",
        "t2"."payments",
        "t2"."amount_pence",
        "t9"."parent_no" AS "category_no",
        0 AS "own"
      FROM "chosen" AS "t2"
      INNER JOIN (
        SELECT
          "t6"."category_no",
          "t7"."parent_no"
        FROM (
          SELECT
            "t1"."category_no",
            "t1"."parent"
          FROM "categories" AS "t1"
        ) AS "t6"
        INNER JOIN (
          SELECT
            "t1"."category_no" AS "parent_no",
            "t1"."category" AS "parent_code"
          FROM "categories" AS "t1"
        ) AS "t7"
          ON "t6"."parent" = "t7"."parent_code"
      ) AS "t9"
        ON "t2"."category_no" = "t9"."category_no"
    ) AS "t10"
  ) AS "t11"
) AS "t12"
GROUP BY
  1;

-- year_on_year_calendar
WITH "t3" AS (
  SELECT DISTINCT
    COALESCE("t0"."organisation_id", -1) AS "who",
    (
      (
        CAST(EXTRACT(year FROM "t0"."month") AS BIGINT) * 12
      ) + CAST(EXTRACT(month FROM "t0"."month") AS BIGINT)
    ) - 1 AS "at"
  FROM "published" AS "t0"
  WHERE
    "t0"."month" IS NOT NULL
), "t4" AS (
  SELECT
    "t2"."organisation_id",
    "t2"."month",
    COALESCE(SUM("t2"."payments"), 0) AS "payments",
    COALESCE(SUM("t2"."amount_pence"), 0) AS "amount_pence"
  FROM (
    SELECT
      *
    FROM "chosen" AS "t1"
    WHERE
      "t1"."month" IS NOT NULL
  ) AS "t2"
  GROUP BY
    1,
    2
), "t11" AS (
  SELECT
    "t6"."organisation_id",
    "t6"."month",
    "t6"."payments",
    "t6"."amount_pence",
    CAST(EXTRACT(year FROM "t6"."month") AS BIGINT) AS "year",
    COALESCE("t6"."organisation_id", -1) AS "who",
    (
      (
        CAST(EXTRACT(year FROM "t6"."month") AS BIGINT) * 12
      ) + CAST(EXTRACT(month FROM "t6"."month") AS BIGINT)
    ) - 1 AS "at"
  FROM "t4" AS "t6"
), "t17" AS (
  SELECT DISTINCT
    *
  FROM (
    SELECT
      "t7"."who",
      "t7"."at"
    FROM "t3" AS "t7"
    INNER JOIN (
      SELECT
        "t5"."who" AS "earlier_who",
        "t5"."at" AS "earlier_at"
      FROM "t3" AS "t5"
    ) AS "t9"
      ON "t7"."who" = "t9"."earlier_who" AND "t7"."at" = (
        "t9"."earlier_at" + 12
      )
  ) AS "t12"
), "t26" AS (
  SELECT
    "t21"."year",
    COALESCE(SUM("t21"."payments"), 0) AS "payments",
    COALESCE(SUM("t21"."amount_pence"), 0) AS "amount_pence"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t13"."year",
        COALESCE(SUM("t13"."payments"), 0) AS "payments",
        COALESCE(SUM("t13"."amount_pence"), 0) AS "amount_pence"
      FROM "t11" AS "t13"
      GROUP BY
        1
    ) AS "t20"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        CAST((
          "t5"."at" - (
            "t5"."at" % 12
          )
        ) / 12 AS BIGINT) AS "year",
        0 AS "payments",
        0 AS "amount_pence"
      FROM "t3" AS "t5"
    ) AS "t10"
  ) AS "t21"
  GROUP BY
    1
)
SELECT
  "t29"."year",
  "t29"."payments",
  "t29"."amount_pence",
  "t34"."before_pence",
  COALESCE("t33"."like_pence", 0) AS "like_pence",
  COALESCE("t33"."like_before_pence", 0) AS "like_before_pence",
  COALESCE("t30"."like_months", 0) AS "like_months"
FROM "t26" AS "t29"
LEFT OUTER JOIN (
  SELECT
    "t27"."year" + 1 AS "year",
    "t27"."amount_pence" AS "before_pence"
  FROM "t26" AS "t27"
) AS "t34"
  ON "t29"."year" = "t34"."year"
LEFT OUTER JOIN (
  SELECT
    "t24"."year",
    COALESCE(SUM("t24"."like_pence"), 0) AS "like_pence",
    COALESCE(SUM("t24"."like_before_pence"), 0) AS "like_before_pence"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t15"."year",
        "t15"."amount_pence" AS "like_pence",
        0 AS "like_before_pence"
      FROM "t11" AS "t15"
      SEMI JOIN "t17" AS "t19"
        ON "t15"."who" = "t19"."who" AND "t15"."at" = "t19"."at"
    ) AS "t22"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t16"."year",
        0 AS "like_pence",
        "t16"."amount_pence" AS "like_before_pence"
      FROM (
        SELECT
          "t6"."organisation_id",
          "t6"."month",
          "t6"."payments",
          "t6"."amount_pence",
          CAST(EXTRACT(year FROM "t6"."month") AS BIGINT) + 1 AS "year",
          COALESCE("t6"."organisation_id", -1) AS "who",
          (
            (
              (
                CAST(EXTRACT(year FROM "t6"."month") AS BIGINT) * 12
              ) + CAST(EXTRACT(month FROM "t6"."month") AS BIGINT)
            ) - 1
          ) + 12 AS "at"
        FROM "t4" AS "t6"
      ) AS "t16"
      SEMI JOIN "t17" AS "t19"
        ON "t16"."who" = "t19"."who" AND "t16"."at" = "t19"."at"
    ) AS "t23"
  ) AS "t24"
  GROUP BY
    1
) AS "t33"
  ON "t29"."year" = "t33"."year"
LEFT OUTER JOIN (
  SELECT
    "t25"."year",
    COUNT(*) AS "like_months"
  FROM (
    SELECT
      CAST((
        "t18"."at" - (
          "t18"."at" % 12
        )
      ) / 12 AS BIGINT) AS "year"
    FROM "t17" AS "t18"
  ) AS "t25"
  GROUP BY
    1
) AS "t30"
  ON "t29"."year" = "t30"."year";

-- year_on_year_financial
WITH "t3" AS (
  SELECT DISTINCT
    COALESCE("t0"."organisation_id", -1) AS "who",
    (
      (
        CAST(EXTRACT(year FROM "t0"."month") AS BIGINT) * 12
      ) + CAST(EXTRACT(month FROM "t0"."month") AS BIGINT)
    ) - 1 AS "at"
  FROM "published" AS "t0"
  WHERE
    "t0"."month" IS NOT NULL
), "t4" AS (
  SELECT
    "t2"."organisation_id",
    "t2"."month",
    COALESCE(SUM("t2"."payments"), 0) AS "payments",
    COALESCE(SUM("t2"."amount_pence"), 0) AS "amount_pence"
  FROM (
    SELECT
      *
    FROM "chosen" AS "t1"
    WHERE
      "t1"."month" IS NOT NULL
  ) AS "t2"
  GROUP BY
    1,
    2
), "t11" AS (
  SELECT
    "t6"."organisation_id",
    "t6"."month",
    "t6"."payments",
    "t6"."amount_pence",
    CAST(EXTRACT(year FROM "t6"."month") AS BIGINT) - CASE WHEN EXTRACT(month FROM "t6"."month") < 4 THEN 1 ELSE 0 END AS "year",
    COALESCE("t6"."organisation_id", -1) AS "who",
    (
      (
        CAST(EXTRACT(year FROM "t6"."month") AS BIGINT) * 12
      ) + CAST(EXTRACT(month FROM "t6"."month") AS BIGINT)
    ) - 1 AS "at"
  FROM "t4" AS "t6"
), "t17" AS (
  SELECT DISTINCT
    *
  FROM (
    SELECT
      "t7"."who",
      "t7"."at"
    FROM "t3" AS "t7"
    INNER JOIN (
      SELECT
        "t5"."who" AS "earlier_who",
        "t5"."at" AS "earlier_at"
      FROM "t3" AS "t5"
    ) AS "t9"
      ON "t7"."who" = "t9"."earlier_who" AND "t7"."at" = (
        "t9"."earlier_at" + 12
      )
  ) AS "t12"
), "t25" AS (
  SELECT
    "t21"."year",
    COALESCE(SUM("t21"."payments"), 0) AS "payments",
    COALESCE(SUM("t21"."amount_pence"), 0) AS "amount_pence"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t13"."year",
        COALESCE(SUM("t13"."payments"), 0) AS "payments",
        COALESCE(SUM("t13"."amount_pence"), 0) AS "amount_pence"
      FROM "t11" AS "t13"
      GROUP BY
        1
    ) AS "t20"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        CAST((
          (
            "t5"."at" - 3
          ) - (
            (
              "t5"."at" - 3
            ) % 12
          )
        ) / 12 AS BIGINT) AS "year",
        0 AS "payments",
        0 AS "amount_pence"
      FROM "t3" AS "t5"
    ) AS "t10"
  ) AS "t21"
  GROUP BY
    1
)
SELECT
  "t28"."year",
  "t28"."payments",
  "t28"."amount_pence",
  "t34"."before_pence",
  COALESCE("t33"."like_pence", 0) AS "like_pence",
  COALESCE("t33"."like_before_pence", 0) AS "like_before_pence",
  COALESCE("t31"."like_months", 0) AS "like_months"
FROM "t25" AS "t28"
LEFT OUTER JOIN (
  SELECT
    "t27"."year" + 1 AS "year",
    "t27"."amount_pence" AS "before_pence"
  FROM "t25" AS "t27"
) AS "t34"
  ON "t28"."year" = "t34"."year"
LEFT OUTER JOIN (
  SELECT
    "t24"."year",
    COALESCE(SUM("t24"."like_pence"), 0) AS "like_pence",
    COALESCE(SUM("t24"."like_before_pence"), 0) AS "like_before_pence"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t15"."year",
        "t15"."amount_pence" AS "like_pence",
        0 AS "like_before_pence"
      FROM "t11" AS "t15"
      SEMI JOIN "t17" AS "t19"
        ON "t15"."who" = "t19"."who" AND "t15"."at" = "t19"."at"
    ) AS "t22"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t16"."year",
        0 AS "like_pence",
        "t16"."amount_pence" AS "like_before_pence"
      FROM (
        SELECT
          "t6"."organisation_id",
          "t6"."month",
          "t6"."payments",
          "t6"."amount_pence",
          (
            CAST(EXTRACT(year FROM "t6"."month") AS BIGINT) - CASE WHEN EXTRACT(month FROM "t6"."month") < 4 THEN 1 ELSE 0 END
          ) + 1 AS "year",
          COALESCE("t6"."organisation_id", -1) AS "who",
          (
            (
              (
                CAST(EXTRACT(year FROM "t6"."month") AS BIGINT) * 12
              ) + CAST(EXTRACT(month FROM "t6"."month") AS BIGINT)
            ) - 1
          ) + 12 AS "at"
        FROM "t4" AS "t6"
      ) AS "t16"
      SEMI JOIN "t17" AS "t19"
        ON "t16"."who" = "t19"."who" AND "t16"."at" = "t19"."at"
    ) AS "t23"
  ) AS "t24"
  GROUP BY
    1
) AS "t33"
  ON "t28"."year" = "t33"."year"
LEFT OUTER JOIN (
  SELECT
    "t26"."year",
    COUNT(*) AS "like_months"
  FROM (
    SELECT
      CAST((
        (
          "t18"."at" - 3
        ) - (
          (
            "t18"."at" - 3
          ) % 12
        )
      ) / 12 AS BIGINT) AS "year"
    FROM "t17" AS "t18"
  ) AS "t26"
  GROUP BY
    1
) AS "t31"
  ON "t28"."year" = "t31"."year";

-- coverage
SELECT
  "t6"."organisation_id",
  "t9"."first_month",
  "t9"."last_month",
  COALESCE("t9"."months", 0) AS "months",
  COALESCE(
    (
      COALESCE("t7"."upper", "t9"."latest") - COALESCE("t7"."lower", "t9"."earliest")
    ) + 1,
    0
  ) - COALESCE("t9"."months", 0) AS "missing",
  "t6"."payments",
  "t6"."amount_pence",
  "t6"."redacted",
  "t6"."redacted_pence",
  "t6"."undated",
  "t6"."undated_pence",
  "t6"."doubtful",
  "t6"."doubtful_pence",
  "t6"."settled",
  "t6"."settled_pence"
FROM (
  SELECT
    "t0"."organisation_id",
    COALESCE(SUM("t0"."payments"), 0) AS "payments",
    COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence",
    COALESCE(SUM("t0"."redacted"), 0) AS "redacted",
    COALESCE(SUM("t0"."redacted_pence"), 0) AS "redacted_pence",
    COALESCE(
      SUM(CASE WHEN COALESCE("t0"."month" IS NULL, FALSE) THEN "t0"."payments" ELSE 0 END),
      0
    ) AS "undated",
    COALESCE(
      SUM(
        CASE WHEN COALESCE("t0"."month" IS NULL, FALSE) THEN "t0"."amount_pence" ELSE 0 END
      ),
      0
    ) AS "undated_pence",
    COALESCE(
      SUM(
        CASE
          WHEN COALESCE("t0"."band" IN ('low', 'none') AND NOT (
            "t0"."decided"
          ), FALSE)
          THEN "t0"."payments"
          ELSE 0
        END
      ),
      0
    ) AS "doubtful",
    COALESCE(
      SUM(
        CASE
          WHEN COALESCE("t0"."band" IN ('low', 'none') AND NOT (
            "t0"."decided"
          ), FALSE)
          THEN "t0"."amount_pence"
          ELSE 0
        END
      ),
      0
    ) AS "doubtful_pence",
    COALESCE(SUM(CASE WHEN COALESCE("t0"."decided", FALSE) THEN "t0"."payments" ELSE 0 END), 0) AS "settled",
    COALESCE(
      SUM(CASE WHEN COALESCE("t0"."decided", FALSE) THEN "t0"."amount_pence" ELSE 0 END),
      0
    ) AS "settled_pence"
  FROM "chosen" AS "t0"
  GROUP BY
    1
) AS "t6"
LEFT OUTER JOIN (
  SELECT
    "t3"."organisation_id" AS "whose",
    MIN("t3"."month") AS "first_month",
    MAX("t3"."month") AS "last_month",
    COUNT(DISTINCT "t3"."at") AS "months",
    MIN("t3"."at") AS "earliest",
    MAX("t3"."at") AS "latest"
  FROM (
    SELECT
      "t2"."organisation_id",
      "t2"."month",
      (
        (
          CAST(EXTRACT(year FROM "t2"."month") AS BIGINT) * 12
        ) + CAST(EXTRACT(month FROM "t2"."month") AS BIGINT)
      ) - 1 AS "at"
    FROM "published" AS "t2"
    WHERE
      "t2"."month" IS NOT NULL
  ) AS "t3"
  GROUP BY
    1
) AS "t9"
  ON COALESCE("t6"."organisation_id", -1) = COALESCE("t9"."whose", -1)
CROSS JOIN (
  SELECT
    MIN(
      (
        (
          CAST(EXTRACT(year FROM "t1"."first_month") AS BIGINT) * 12
        ) + CAST(EXTRACT(month FROM "t1"."first_month") AS BIGINT)
      ) - 1
    ) AS "lower",
    MAX(
      (
        (
          CAST(EXTRACT(year FROM "t1"."last_month") AS BIGINT) * 12
        ) + CAST(EXTRACT(month FROM "t1"."last_month") AS BIGINT)
      ) - 1
    ) AS "upper"
  FROM "bounds" AS "t1"
) AS "t7";

-- ranked
SELECT
  (
    ROW_NUMBER() OVER (
      ORDER BY "t3"."amount_pence" DESC, "t3"."supplier_no" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1
  ) + 1 AS "place",
  "t3"."supplier_no",
  "t3"."payments",
  "t3"."amount_pence",
  "t3"."organisations",
  "t3"."held_pence",
  SUM("t3"."held_pence") OVER (
    ORDER BY "t3"."amount_pence" DESC, "t3"."supplier_no" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS "running_pence"
FROM (
  SELECT
    "t2"."supplier_no",
    "t2"."payments",
    "t2"."amount_pence",
    "t2"."organisations",
    CASE WHEN "t2"."amount_pence" > 0 THEN "t2"."amount_pence" ELSE 0 END AS "held_pence"
  FROM (
    SELECT
      "t1"."supplier_no",
      COALESCE(SUM("t1"."payments"), 0) AS "payments",
      COALESCE(SUM("t1"."amount_pence"), 0) AS "amount_pence",
      COUNT(DISTINCT COALESCE("t1"."organisation_id", -1)) AS "organisations"
    FROM (
      SELECT
        *
      FROM "chosen" AS "t0"
      WHERE
        "t0"."kind" = 'supplier' AND "t0"."supplier_no" IS NOT NULL
    ) AS "t1"
    GROUP BY
      1
  ) AS "t2"
) AS "t3";

-- curve
WITH "t4" AS (
  SELECT
    (
      ROW_NUMBER() OVER (
        ORDER BY "t3"."amount_pence" DESC, "t3"."supplier_no" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1
    ) + 1 AS "place",
    "t3"."supplier_no",
    "t3"."payments",
    "t3"."amount_pence",
    "t3"."organisations",
    "t3"."held_pence",
    SUM("t3"."held_pence") OVER (
      ORDER BY "t3"."amount_pence" DESC, "t3"."supplier_no" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "running_pence"
  FROM (
    SELECT
      "t2"."supplier_no",
      "t2"."payments",
      "t2"."amount_pence",
      "t2"."organisations",
      CASE WHEN "t2"."amount_pence" > 0 THEN "t2"."amount_pence" ELSE 0 END AS "held_pence"
    FROM (
      SELECT
        "t1"."supplier_no",
        COALESCE(SUM("t1"."payments"), 0) AS "payments",
        COALESCE(SUM("t1"."amount_pence"), 0) AS "amount_pence",
        COUNT(DISTINCT COALESCE("t1"."organisation_id", -1)) AS "organisations"
      FROM (
        SELECT
          *
        FROM "chosen" AS "t0"
        WHERE
          "t0"."kind" = 'supplier' AND "t0"."supplier_no" IS NOT NULL
      ) AS "t1"
      GROUP BY
        1
    ) AS "t2"
  ) AS "t3"
)
SELECT
  "t10"."percent",
  MAX("t10"."place") AS "suppliers",
  MAX("t10"."running_pence") AS "running_pence"
FROM (
  SELECT
    "t9"."place",
    "t9"."supplier_no",
    "t9"."payments",
    "t9"."amount_pence",
    "t9"."organisations",
    "t9"."held_pence",
    "t9"."running_pence",
    "t9"."suppliers",
    "t9"."held_pence_right",
    CAST((
      (
        (
          (
            "t9"."place" * 100
          ) + "t9"."suppliers"
        ) - 1
      ) - (
        (
          (
            (
              "t9"."place" * 100
            ) + "t9"."suppliers"
          ) - 1
        ) % "t9"."suppliers"
      )
    ) / "t9"."suppliers" AS BIGINT) AS "percent"
  FROM (
    SELECT
      "t6"."place",
      "t6"."supplier_no",
      "t6"."payments",
      "t6"."amount_pence",
      "t6"."organisations",
      "t6"."held_pence",
      "t6"."running_pence",
      "t8"."suppliers",
      "t8"."held_pence" AS "held_pence_right"
    FROM "t4" AS "t6"
    CROSS JOIN (
      SELECT
        COUNT(*) AS "suppliers",
        COALESCE(SUM("t5"."held_pence"), 0) AS "held_pence"
      FROM "t4" AS "t5"
    ) AS "t8"
  ) AS "t9"
) AS "t10"
GROUP BY
  1;

-- concentration
WITH "t4" AS (
  SELECT
    (
      ROW_NUMBER() OVER (
        ORDER BY "t3"."amount_pence" DESC, "t3"."supplier_no" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1
    ) + 1 AS "place",
    "t3"."supplier_no",
    "t3"."payments",
    "t3"."amount_pence",
    "t3"."organisations",
    "t3"."held_pence",
    SUM("t3"."held_pence") OVER (
      ORDER BY "t3"."amount_pence" DESC, "t3"."supplier_no" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "running_pence"
  FROM (
    SELECT
      "t2"."supplier_no",
      "t2"."payments",
      "t2"."amount_pence",
      "t2"."organisations",
      CASE WHEN "t2"."amount_pence" > 0 THEN "t2"."amount_pence" ELSE 0 END AS "held_pence"
    FROM (
      SELECT
        "t1"."supplier_no",
        COALESCE(SUM("t1"."payments"), 0) AS "payments",
        COALESCE(SUM("t1"."amount_pence"), 0) AS "amount_pence",
        COUNT(DISTINCT COALESCE("t1"."organisation_id", -1)) AS "organisations"
      FROM (
        SELECT
          *
        FROM "chosen" AS "t0"
        WHERE
          "t0"."kind" = 'supplier' AND "t0"."supplier_no" IS NOT NULL
      ) AS "t1"
      GROUP BY
        1
    ) AS "t2"
  ) AS "t3"
)
SELECT
  COUNT(*) AS "suppliers",
  COALESCE(SUM(CAST(COALESCE("t10"."held_pence" > 0, FALSE) AS BIGINT)), 0) AS "holding",
  COALESCE(SUM("t10"."payments"), 0) AS "payments",
  COALESCE(SUM("t10"."amount_pence"), 0) AS "amount_pence",
  COALESCE(SUM("t10"."held_pence"), 0) AS "held_pence",
  COALESCE(
    SUM(
      (
        CAST("t10"."held_pence" AS DOUBLE) / CAST(NULLIF("t10"."all_held", 0) AS DOUBLE)
      ) * (
        CAST("t10"."held_pence" AS DOUBLE) / CAST(NULLIF("t10"."all_held", 0) AS DOUBLE)
      )
    ),
    0.0
  ) * 10000 AS "hhi",
  COALESCE(
    SUM(
      CAST(COALESCE(
        (
          "t10"."held_pence" > 0
        )
        AND (
          (
            (
              "t10"."running_pence" - "t10"."held_pence"
            ) * 100
          ) < (
            "t10"."all_held" * 80
          )
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "for_80",
  COALESCE(
    SUM(
      CAST(COALESCE(
        (
          "t10"."held_pence" > 0
        )
        AND (
          (
            (
              "t10"."running_pence" - "t10"."held_pence"
            ) * 100
          ) < (
            "t10"."all_held" * 90
          )
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "for_90",
  COALESCE(
    SUM(
      CAST(COALESCE((
        "t10"."place" * 5
      ) <= "t10"."all_suppliers", FALSE) AS BIGINT)
    ),
    0
  ) AS "fifth",
  COALESCE(
    SUM(
      CASE
        WHEN COALESCE((
          "t10"."place" * 5
        ) <= "t10"."all_suppliers", FALSE)
        THEN "t10"."held_pence"
        ELSE 0
      END
    ),
    0
  ) AS "fifth_pence",
  COALESCE(
    SUM(CASE WHEN COALESCE("t10"."place" <= 1, FALSE) THEN "t10"."held_pence" ELSE 0 END),
    0
  ) AS "top_1_pence",
  COALESCE(
    SUM(CASE WHEN COALESCE("t10"."place" <= 5, FALSE) THEN "t10"."held_pence" ELSE 0 END),
    0
  ) AS "top_5_pence",
  COALESCE(
    SUM(
      CASE WHEN COALESCE("t10"."place" <= 10, FALSE) THEN "t10"."held_pence" ELSE 0 END
    ),
    0
  ) AS "top_10_pence"
FROM (
  SELECT
    "t6"."place",
    "t6"."supplier_no",
    "t6"."payments",
    "t6"."amount_pence",
    "t6"."organisations",
    "t6"."held_pence",
    "t6"."running_pence",
    "t9"."all_suppliers",
    "t9"."all_held"
  FROM "t4" AS "t6"
  CROSS JOIN (
    SELECT
      "t7"."suppliers" AS "all_suppliers",
      "t7"."held_pence" AS "all_held"
    FROM (
      SELECT
        COUNT(*) AS "suppliers",
        COALESCE(SUM("t5"."held_pence"), 0) AS "held_pence"
      FROM "t4" AS "t5"
    ) AS "t7"
  ) AS "t9"
) AS "t10";

-- tail
WITH "t6" AS (
  SELECT
    (
      ROW_NUMBER() OVER (
        ORDER BY "t5"."amount_pence" DESC, "t5"."supplier_no" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1
    ) + 1 AS "place",
    "t5"."supplier_no",
    "t5"."payments",
    "t5"."amount_pence",
    "t5"."organisations",
    "t5"."held_pence",
    SUM("t5"."held_pence") OVER (
      ORDER BY "t5"."amount_pence" DESC, "t5"."supplier_no" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "running_pence"
  FROM (
    SELECT
      "t4"."supplier_no",
      "t4"."payments",
      "t4"."amount_pence",
      "t4"."organisations",
      CASE WHEN "t4"."amount_pence" > 0 THEN "t4"."amount_pence" ELSE 0 END AS "held_pence"
    FROM (
      SELECT
        "t3"."supplier_no",
        COALESCE(SUM("t3"."payments"), 0) AS "payments",
        COALESCE(SUM("t3"."amount_pence"), 0) AS "amount_pence",
        COUNT(DISTINCT COALESCE("t3"."organisation_id", -1)) AS "organisations"
      FROM (
        SELECT
          *
        FROM "chosen" AS "t1"
        WHERE
          "t1"."kind" = 'supplier' AND "t1"."supplier_no" IS NOT NULL
      ) AS "t3"
      GROUP BY
        1
    ) AS "t4"
  ) AS "t5"
)
SELECT
  COALESCE(
    SUM(
      CAST(COALESCE(
        NOT (
          (
            "t12"."held_pence" > 0
          )
          AND (
            (
              (
                "t12"."running_pence" - "t12"."held_pence"
              ) * 100
            ) < (
              "t12"."all_held" * "t12"."percent"
            )
          )
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "suppliers",
  COALESCE(
    SUM(
      CASE
        WHEN COALESCE(
          NOT (
            (
              "t12"."held_pence" > 0
            )
            AND (
              (
                (
                  "t12"."running_pence" - "t12"."held_pence"
                ) * 100
              ) < (
                "t12"."all_held" * "t12"."percent"
              )
            )
          ),
          FALSE
        )
        THEN "t12"."payments"
        ELSE 0
      END
    ),
    0
  ) AS "payments",
  COALESCE(
    SUM(
      CASE
        WHEN COALESCE(
          NOT (
            (
              "t12"."held_pence" > 0
            )
            AND (
              (
                (
                  "t12"."running_pence" - "t12"."held_pence"
                ) * 100
              ) < (
                "t12"."all_held" * "t12"."percent"
              )
            )
          ),
          FALSE
        )
        THEN "t12"."amount_pence"
        ELSE 0
      END
    ),
    0
  ) AS "amount_pence",
  COALESCE(
    SUM(
      CAST(COALESCE(
        (
          "t12"."held_pence" > 0
        )
        AND (
          (
            (
              "t12"."running_pence" - "t12"."held_pence"
            ) * 100
          ) < (
            "t12"."all_held" * "t12"."percent"
          )
        ),
        FALSE
      ) AS BIGINT)
    ),
    0
  ) AS "large_suppliers",
  COALESCE(
    SUM(
      CASE
        WHEN COALESCE(
          (
            "t12"."held_pence" > 0
          )
          AND (
            (
              (
                "t12"."running_pence" - "t12"."held_pence"
              ) * 100
            ) < (
              "t12"."all_held" * "t12"."percent"
            )
          ),
          FALSE
        )
        THEN "t12"."payments"
        ELSE 0
      END
    ),
    0
  ) AS "large_payments",
  COALESCE(
    SUM(
      CASE
        WHEN COALESCE(
          (
            "t12"."held_pence" > 0
          )
          AND (
            (
              (
                "t12"."running_pence" - "t12"."held_pence"
              ) * 100
            ) < (
              "t12"."all_held" * "t12"."percent"
            )
          ),
          FALSE
        )
        THEN "t12"."amount_pence"
        ELSE 0
      END
    ),
    0
  ) AS "large_pence"
FROM (
  SELECT
    "t8"."place",
    "t8"."supplier_no",
    "t8"."payments",
    "t8"."amount_pence",
    "t8"."organisations",
    "t8"."held_pence",
    "t8"."running_pence",
    "t11"."all_held",
    "t2"."percent"
  FROM "t6" AS "t8"
  CROSS JOIN (
    SELECT
      "t9"."held_pence" AS "all_held"
    FROM (
      SELECT
        COUNT(*) AS "suppliers",
        COALESCE(SUM("t7"."held_pence"), 0) AS "held_pence"
      FROM "t6" AS "t7"
    ) AS "t9"
  ) AS "t11"
  CROSS JOIN "asked" AS "t2"
) AS "t12";

-- shared
SELECT
  *
FROM (
  SELECT
    "t6"."supplier_no",
    "t6"."payments",
    "t6"."amount_pence",
    "t6"."organisations",
    COALESCE("t8"."other_organisations", 0) AS "other_organisations",
    COALESCE("t8"."other_payments", 0) AS "other_payments",
    COALESCE("t8"."other_pence", 0) AS "other_pence"
  FROM (
    SELECT
      "t2"."supplier_no",
      COALESCE(SUM("t2"."payments"), 0) AS "payments",
      COALESCE(SUM("t2"."amount_pence"), 0) AS "amount_pence",
      COUNT(DISTINCT COALESCE("t2"."organisation_id", -1)) AS "organisations"
    FROM (
      SELECT
        *
      FROM "chosen" AS "t0"
      WHERE
        "t0"."kind" = 'supplier' AND "t0"."supplier_no" IS NOT NULL
    ) AS "t2"
    GROUP BY
      1
  ) AS "t6"
  LEFT OUTER JOIN (
    SELECT
      "t5"."supplier_no",
      "t5"."organisations" AS "other_organisations",
      "t5"."payments" AS "other_payments",
      "t5"."amount_pence" AS "other_pence"
    FROM (
      SELECT
        "t3"."supplier_no",
        COALESCE(SUM("t3"."payments"), 0) AS "payments",
        COALESCE(SUM("t3"."amount_pence"), 0) AS "amount_pence",
        COUNT(DISTINCT COALESCE("t3"."organisation_id", -1)) AS "organisations"
      FROM (
        SELECT
          *
        FROM "others" AS "t1"
        WHERE
          "t1"."kind" = 'supplier' AND "t1"."supplier_no" IS NOT NULL
      ) AS "t3"
      GROUP BY
        1
    ) AS "t5"
  ) AS "t8"
    ON "t6"."supplier_no" = "t8"."supplier_no"
) AS "t9"
WHERE
  (
    "t9"."organisations" + "t9"."other_organisations"
  ) > 1;

-- new_and_gone
SELECT
  "t5"."supplier_no",
  "t5"."payments",
  "t5"."amount_pence",
  "t5"."before_payments",
  "t5"."before_pence",
  CASE
    WHEN "t5"."payments" > 0
    THEN CASE WHEN "t5"."before_payments" > 0 THEN 'both' ELSE 'new' END
    ELSE 'gone'
  END AS "what"
FROM (
  SELECT
    "t4"."supplier_no",
    COALESCE(SUM("t4"."payments"), 0) AS "payments",
    COALESCE(SUM("t4"."amount_pence"), 0) AS "amount_pence",
    COALESCE(SUM("t4"."before_payments"), 0) AS "before_payments",
    COALESCE(SUM("t4"."before_pence"), 0) AS "before_pence"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t0"."supplier_no",
        "t0"."payments",
        "t0"."amount_pence",
        0 AS "before_payments",
        0 AS "before_pence"
      FROM "chosen" AS "t0"
      WHERE
        "t0"."kind" = 'supplier' AND "t0"."supplier_no" IS NOT NULL
    ) AS "t2"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t1"."supplier_no",
        0 AS "payments",
        0 AS "amount_pence",
        "t1"."payments" AS "before_payments",
        "t1"."amount_pence" AS "before_pence"
      FROM "before" AS "t1"
      WHERE
        "t1"."kind" = 'supplier' AND "t1"."supplier_no" IS NOT NULL
    ) AS "t3"
  ) AS "t4"
  GROUP BY
    1
) AS "t5";

-- by_sme
SELECT
  "t7"."value",
  COUNT(
    DISTINCT CASE
      WHEN "t7"."kind" = 'supplier'
      THEN "t7"."supplier_no"
      ELSE CAST(NULL AS INT)
    END
  ) AS "suppliers",
  COALESCE(SUM("t7"."payments"), 0) AS "payments",
  COALESCE(SUM("t7"."amount_pence"), 0) AS "amount_pence"
FROM (
  SELECT
    "t6"."supplier_no",
    "t6"."kind",
    "t6"."payments",
    "t6"."amount_pence",
    "t6"."supplier_no_right",
    "t6"."said",
    CASE
      WHEN CASE WHEN "t6"."kind" = 'supplier' THEN "t6"."said" ELSE CAST(NULL AS BOOLEAN) END IS NULL
      THEN 'not known'
      ELSE CASE
        WHEN CASE WHEN "t6"."kind" = 'supplier' THEN "t6"."said" ELSE CAST(NULL AS BOOLEAN) END
        THEN 'yes'
        ELSE 'no'
      END
    END AS "value"
  FROM (
    SELECT
      "t4"."supplier_no",
      "t4"."kind",
      "t4"."payments",
      "t4"."amount_pence",
      "t5"."supplier_no" AS "supplier_no_right",
      "t5"."said"
    FROM (
      SELECT
        "t0"."supplier_no",
        "t0"."kind",
        "t0"."payments",
        "t0"."amount_pence"
      FROM "chosen" AS "t0"
    ) AS "t4"
    LEFT OUTER JOIN (
      SELECT
        "t1"."supplier_no",
        "t1"."sme" AS "said"
      FROM "suppliers" AS "t1"
    ) AS "t5"
      ON "t4"."supplier_no" = "t5"."supplier_no"
  ) AS "t6"
) AS "t7"
GROUP BY
  1;

-- by_vcse
SELECT
  "t7"."value",
  COUNT(
    DISTINCT CASE
      WHEN "t7"."kind" = 'supplier'
      THEN "t7"."supplier_no"
      ELSE CAST(NULL AS INT)
    END
  ) AS "suppliers",
  COALESCE(SUM("t7"."payments"), 0) AS "payments",
  COALESCE(SUM("t7"."amount_pence"), 0) AS "amount_pence"
FROM (
  SELECT
    "t6"."supplier_no",
    "t6"."kind",
    "t6"."payments",
    "t6"."amount_pence",
    "t6"."supplier_no_right",
    "t6"."said",
    CASE
      WHEN CASE WHEN "t6"."kind" = 'supplier' THEN "t6"."said" ELSE CAST(NULL AS BOOLEAN) END IS NULL
      THEN 'not known'
      ELSE CASE
        WHEN CASE WHEN "t6"."kind" = 'supplier' THEN "t6"."said" ELSE CAST(NULL AS BOOLEAN) END
        THEN 'yes'
        ELSE 'no'
      END
    END AS "value"
  FROM (
    SELECT
      "t4"."supplier_no",
      "t4"."kind",
      "t4"."payments",
      "t4"."amount_pence",
      "t5"."supplier_no" AS "supplier_no_right",
      "t5"."said"
    FROM (
      SELECT
        "t0"."supplier_no",
        "t0"."kind",
        "t0"."payments",
        "t0"."amount_pence"
      FROM "chosen" AS "t0"
    ) AS "t4"
    LEFT OUTER JOIN (
      SELECT
        "t1"."supplier_no",
        "t1"."vcse" AS "said"
      FROM "suppliers" AS "t1"
    ) AS "t5"
      ON "t4"."supplier_no" = "t5"."supplier_no"
  ) AS "t6"
) AS "t7"
GROUP BY
  1;

-- by_local
SELECT
  "t18"."value",
  COUNT(
    DISTINCT CASE
      WHEN "t18"."kind" = 'supplier'
      THEN "t18"."supplier_no"
      ELSE CAST(NULL AS INT)
    END
  ) AS "suppliers",
  COALESCE(SUM("t18"."payments"), 0) AS "payments",
  COALESCE(SUM("t18"."amount_pence"), 0) AS "amount_pence"
FROM (
  SELECT
    "t17"."supplier_no",
    "t17"."kind",
    "t17"."payments",
    "t17"."amount_pence",
    "t17"."supplier_no_right",
    "t17"."said",
    CASE
      WHEN CASE WHEN "t17"."kind" = 'supplier' THEN "t17"."said" ELSE CAST(NULL AS BOOLEAN) END IS NULL
      THEN 'not known'
      ELSE CASE
        WHEN CASE WHEN "t17"."kind" = 'supplier' THEN "t17"."said" ELSE CAST(NULL AS BOOLEAN) END
        THEN 'yes'
        ELSE 'no'
      END
    END AS "value"
  FROM (
    SELECT
      "t5"."supplier_no",
      "t5"."kind",
      "t5"."payments",
      "t5"."amount_pence",
      "t16"."supplier_no" AS "supplier_no_right",
      "t16"."said"
    FROM (
      SELECT
        "t0"."supplier_no",
        "t0"."kind",
        "t0"."payments",
        "t0"."amount_pence"
      FROM "chosen" AS "t0"
    ) AS "t5"
    LEFT OUTER JOIN (
      SELECT
        "t8"."supplier_no",
        "t14"."local_no" IS NOT NULL AS "said"
      FROM (
        SELECT
          "t6"."supplier_no",
          "t6"."code",
          CASE
            WHEN LENGTH("t6"."code") >= 5
            THEN SUBSTRING(
              "t6"."code",
              CASE WHEN (
                0 + 1
              ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t6"."code") END,
              LENGTH("t6"."code") - 3
            )
            ELSE "t6"."code"
          END AS "district",
          CASE
            WHEN SUBSTRING(
              "t6"."code",
              CASE WHEN (
                1 + 1
              ) >= 1 THEN 1 + 1 ELSE 1 + 1 + LENGTH("t6"."code") END,
              1
            ) IN ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')
            THEN SUBSTRING(
              "t6"."code",
              CASE WHEN (
                0 + 1
              ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t6"."code") END,
              1
            )
            ELSE SUBSTRING(
              "t6"."code",
              CASE WHEN (
                0 + 1
              ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t6"."code") END,
              2
            )
          END AS "letters"
        FROM (
          SELECT
            "t1"."supplier_no",
            REPLACE(UPPER("t1"."postcode"), ' ', '') AS "code"
          FROM "suppliers" AS "t1"
          WHERE
            "t1"."postcode" IS NOT NULL
        ) AS "t6"
        WHERE
          LENGTH("t6"."code") >= 2
      ) AS "t8"
      LEFT OUTER JOIN (
        SELECT
          "t12"."supplier_no" AS "local_no"
        FROM (
          SELECT DISTINCT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t8"."supplier_no"
              FROM (
                SELECT
                  "t6"."supplier_no",
                  "t6"."code",
                  CASE
                    WHEN LENGTH("t6"."code") >= 5
                    THEN SUBSTRING(
                      "t6"."code",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t6"."code") END,
                      LENGTH("t6"."code") - 3
                    )
                    ELSE "t6"."code"
                  END AS "district",
                  CASE
                    WHEN SUBSTRING(
                      "t6"."code",
                      CASE WHEN (
                        1 + 1
                      ) >= 1 THEN 1 + 1 ELSE 1 + 1 + LENGTH("t6"."code") END,
                      1
                    ) IN ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')
                    THEN SUBSTRING(
                      "t6"."code",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t6"."code") END,
                      1
                    )
                    ELSE SUBSTRING(
                      "t6"."code",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t6"."code") END,
                      2
                    )
                  END AS "letters"
                FROM (
                  SELECT
                    "t1"."supplier_no",
                    REPLACE(UPPER("t1"."postcode"), ' ', '') AS "code"
                  FROM "suppliers" AS "t1"
                  WHERE
                    "t1"."postcode" IS NOT NULL
                ) AS "t6"
                WHERE
                  LENGTH("t6"."code") >= 2
              ) AS "t8"
              SEMI JOIN "areas" AS "t3"
                ON "t8"."district" = "t3"."area"
            ) AS "t9"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t8"."supplier_no"
              FROM (
                SELECT
                  "t6"."supplier_no",
                  "t6"."code",
                  CASE
                    WHEN LENGTH("t6"."code") >= 5
                    THEN SUBSTRING(
                      "t6"."code",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t6"."code") END,
                      LENGTH("t6"."code") - 3
                    )
                    ELSE "t6"."code"
                  END AS "district",
                  CASE
                    WHEN SUBSTRING(
                      "t6"."code",
                      CASE WHEN (
                        1 + 1
                      ) >= 1 THEN 1 + 1 ELSE 1 + 1 + LENGTH("t6"."code") END,
                      1
                    ) IN ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')
                    THEN SUBSTRING(
                      "t6"."code",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t6"."code") END,
                      1
                    )
                    ELSE SUBSTRING(
                      "t6"."code",
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t6"."code") END,
                      2
                    )
                  END AS "letters"
                FROM (
                  SELECT
                    "t1"."supplier_no",
                    REPLACE(UPPER("t1"."postcode"), ' ', '') AS "code"
                  FROM "suppliers" AS "t1"
                  WHERE
                    "t1"."postcode" IS NOT NULL
                ) AS "t6"
                WHERE
                  LENGTH("t6"."code") >= 2
              ) AS "t8"
              SEMI JOIN "areas" AS "t3"
                ON "t8"."letters" = "t3"."area"
            ) AS "t10"
          ) AS "t11"
        ) AS "t12"
      ) AS "t14"
        ON "t8"."supplier_no" = "t14"."local_no"
    ) AS "t16"
      ON "t5"."supplier_no" = "t16"."supplier_no"
  ) AS "t17"
) AS "t18"
GROUP BY
  1;
